import { ask, type Bind, binding } from "../../request/ask.ts";
import type { BrandScope } from "../../scope.ts";

export interface Search {
  terms: string;
  /** Ids at most; the newest come first. */
  most: number;
  /** Only products made before this one. */
  before?: string | null;
}

/**
 * Ids of the brand's products in which every word of `terms` begins some word, as an array within a
 * statement whose `$1` is the brand: they need not travel here and back.
 */
export function found({ terms, most, before = null }: Search, bind: Bind): string {
  return `array(select public.search_products($1, ${bind(terms)}::text, ${bind(before)}::uuid, ${bind(most)}::int))`;
}

/** The ids themselves, for who narrows something else by them. */
export async function searchProducts({ tx, brandId }: BrandScope, search: Search): Promise<string[]> {
  const values: unknown[] = [brandId];
  const text = `select ${found(search, binding(values))} as ids`;
  const [row] = await ask<{ ids: string[] }>(tx, { text, values });
  return row?.ids ?? [];
}
