import type { Brand } from "../../sync/testing/world.ts";
import type { Model } from "./model.ts";
import { PLACES, shown } from "./places.ts";

/** Names of the connections, in their order. */
export const CONNECTIONS = ["shop", "erp", "pim"] as const;

/** What a step must have left behind: values, links, and conflicts as one line each. */
export interface Look {
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
  const products = await brand.products();
  const identifiers = products.map(({ identifier }) => identifier);
  const open = await openOf(brand, identifiers);
  const should = model
    .contradictions()
    .map(({ product, place, connection }) => lineOf(product, place, connection));
  const judged = (line: string) => model.judged.has(Number(line.split(" ")[0]));
  const real = {
    values: await valuesOf(brand),
    links: await linksOf(brand, identifiers),
    conflicts: open.filter(judged).sort(),
  };
  const expected = {
    values: model.values.map((row) => [...PLACES.map((at, n) => shown(at, row[n] ?? null)), "unpublished"]),
    links: model.linkStates().flatMap((states) => [states, states]),
    conflicts: should.filter(judged).sort(),
  };
  return { real, model: expected, stale: open.filter((line) => !should.includes(line)) };
}

async function valuesOf(brand: Brand): Promise<(string | null)[][]> {
  const products = await brand.products();
  const variants = await brand.variants();
  return products.map((row) => {
    const variant = variants.find(({ product }) => product === row.identifier);
    const { description, price, season, materials, status } = row;
    const own = [variant?.price ?? null, variant?.color ?? null];
    return [description, price, season, materials.join() || null, ...own, status];
  });
}

/** By connection: links of the products, and of their variants. */
async function linksOf(brand: Brand, identifiers: string[]): Promise<(string | null)[][]> {
  const links = await brand.links();
  const variants = await brand.variants();
  const variantLinks = await brand.variantLinks();
  return CONNECTIONS.flatMap((name) => [
    identifiers.map(
      (identifier) =>
        links.find((link) => link.connection === name && link.product === identifier)?.state ?? null,
    ),
    identifiers.map((identifier) => {
      const id = variants.find(({ product }) => product === identifier)?.id;
      return variantLinks.find((link) => link.connection === name && link.variantId === id)?.state ?? null;
    }),
  ]);
}

function lineOf(product: number, place: number, connection: number): string {
  const { field, ofVariant } = PLACES[place] ?? { field: "", ofVariant: false };
  return `${product} ${ofVariant ? "variant" : "product"} ${field} by ${CONNECTIONS[connection]}`;
}

async function openOf(brand: Brand, identifiers: string[]): Promise<string[]> {
  return (await brand.openConflicts()).map(
    ({ product, variant, field, connection }) =>
      `${identifiers.indexOf(product)} ${variant ? "variant" : "product"} ${field} by ${connection}`,
  );
}
