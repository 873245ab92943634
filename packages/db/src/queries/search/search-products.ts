import { ask, type Bind, binding } from "../../request/ask.ts";
import type { BrandScope } from "../../scope.ts";

export interface Search {
  terms: string;
  /** Products at most: the first in the order, behind `after`. */
  most: number;
  /** The newest first by default. */
  sort?: "newest" | "oldest" | "name" | "-name";
  /** The name, if the order goes by it, and the id of the product to begin behind. */
  after?: readonly [name: string, id: string] | null;
}

/**
 * Rows of the brand's products in which every word of `terms` begins some word, `product_id` and
 * `sort_name`, within a statement whose `$1` is the brand: they need not travel here and back.
 */
export function foundRows({ terms, most, sort = "newest", after }: Search, bind: Bind): string {
  const [name, id] = after ?? [null, null];
  const place = `${bind(sort)}::text, ${bind(name)}::text, ${bind(id)}::uuid`;
  return `public.search_products($1, ${bind(terms)}::text, ${bind(most)}::int, ${place})`;
}

/** Their ids alone, as an array. */
export const found = (search: Search, bind: Bind): string =>
  `array(select product_id from ${foundRows(search, bind)})`;

/** The ids themselves, for who narrows something else by them. */
export async function searchProducts({ tx, brandId }: BrandScope, search: Search): Promise<string[]> {
  const values: unknown[] = [brandId];
  const text = `select ${found(search, binding(values))} as ids`;
  const [row] = await ask<{ ids: string[] }>(tx, { text, values });
  return row?.ids ?? [];
}
