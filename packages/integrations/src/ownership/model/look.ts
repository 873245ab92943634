import type { Brand } from "../../sync/testing/world.ts";
import type { Model } from "./model.ts";
import { PLACES, placeAt, shown } from "./places.ts";

/** Names of the connections, in their order. */
export const CONNECTIONS = ["shop", "erp", "pim"] as const;

/** What a step must have left behind: values, links, and conflicts as one line each. */
interface Look {
  values: (string | null)[][];
  links: (string | null)[][];
  conflicts: string[];
}

interface Seen {
  real: Look;
  model: Look;
  /** Open although nothing contradicts any more. */
  stale: string[];
}

/** What stands in the database and what should, in one form. */
export async function look(brand: Brand, model: Model): Promise<Seen> {
  const stand = await standing(brand);
  const open = openOf(stand);
  const should = model.contradictions().map(lineOf);
  const judged = judgedBy(model);
  const real = { values: valuesOf(stand), links: linksOf(stand), conflicts: open.filter(judged).sort() };
  const expected = {
    values: model.values.map((row) => [...PLACES.map((at, n) => shown(at, row[n] ?? null)), "unpublished"]),
    links: model.linkStates().flatMap((states) => [states, states]),
    conflicts: should.filter(judged).sort(),
  };
  return { real, model: expected, stale: open.filter((line) => !should.includes(line)) };
}

/** True for a conflict that the last step has judged: the others are as they were. */
function judgedBy(model: Model): (line: string) => boolean {
  const lines = [...model.judged].map((judged) => {
    const [product = 0, place = 0] = judged.split(" ").map(Number);
    return lineOf({ product, place, connection: 0 }).replace(/ by .*/, " by ");
  });
  return (line) => lines.some((beginning) => line.startsWith(beginning));
}

async function standing(brand: Brand) {
  const [products, variants, links, variantLinks, conflicts] = await Promise.all([
    brand.products(),
    brand.variants(),
    brand.links(),
    brand.variantLinks(),
    brand.openConflicts(),
  ]);
  return { products, variants, links, variantLinks, conflicts };
}

type Standing = Awaited<ReturnType<typeof standing>>;

function valuesOf({ products, variants }: Standing): (string | null)[][] {
  return products.map(({ identifier, description, price, season, materials, status }) => {
    const variant = variants.find(({ product }) => product === identifier);
    const own = [variant?.price ?? null, variant?.color ?? null];
    return [description, price, season, materials.join() || null, ...own, status];
  });
}

/** By connection: links of the products, and of their variants. */
function linksOf({ products, variants, links, variantLinks }: Standing): (string | null)[][] {
  return CONNECTIONS.flatMap((name) => [
    products.map(
      ({ identifier }) =>
        links.find((link) => link.connection === name && link.product === identifier)?.state ?? null,
    ),
    products.map(({ identifier }) => {
      const id = variants.find(({ product }) => product === identifier)?.id;
      return variantLinks.find((link) => link.connection === name && link.variantId === id)?.state ?? null;
    }),
  ]);
}

function openOf({ products, conflicts }: Standing): string[] {
  const identifiers = products.map(({ identifier }) => identifier);
  return conflicts.map(
    ({ product, variant, field, connection }) =>
      `${identifiers.indexOf(product)} ${variant ? "variant" : "product"} ${field} by ${connection}`,
  );
}

function lineOf({ product, place, connection }: ReturnType<Model["contradictions"]>[number]): string {
  const { field, ofVariant } = placeAt(place);
  return `${product} ${ofVariant ? "variant" : "product"} ${field} by ${CONNECTIONS[connection]}`;
}
