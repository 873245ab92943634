import type { CatalogProduct } from "./product.ts";
import { randomFor } from "./random.ts";
import { CARE, CLOSINGS, OPENINGS } from "./words.ts";

/** 200 to 400 characters of HTML, as a merchant's editor leaves it. */
export function descriptionHtml(seed: number, product: CatalogProduct): string {
  const random = randomFor(seed ^ 0x5bd1e995, product.index);
  const [first, second] = random.pickTwo(product.garment.details);
  const [main, other] = product.materials;
  const cloth = `${main?.material.toLowerCase()} &amp; ${other?.material.toLowerCase()}`;
  return (
    `<p>${random.pick(OPENINGS)} <strong>${cloth}</strong>. The ${product.title} has ${first} and ${second}.</p>` +
    `<ul><li>${random.pick(CARE)}</li><li>Made by ${product.manufacturer}</li></ul>` +
    `<p>${random.pick(CLOSINGS)}</p>`
  );
}
