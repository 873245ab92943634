import { type SQL, sql } from "drizzle-orm";
import type { BrandScope } from "../../scope.ts";

interface Search {
  terms: string;
  /** Ids at most; the newest come first. */
  most: number;
  /** Only products made before this one. */
  before?: string | null;
}

/**
 * Ids of the brand's products in which every word of `terms` begins some word, as an array for a
 * statement: they need not travel here and back.
 */
export function foundIds({ brandId }: BrandScope, { terms, most, before = null }: Search): SQL {
  return sql`array(select public.search_products(${brandId}, ${terms}, ${before}, ${most}))`;
}

/** The ids themselves, for who narrows something else by them. */
export async function searchProducts(scope: BrandScope, search: Search): Promise<string[]> {
  const { rows } = await scope.tx.execute<{ ids: string[] }>(sql`select ${foundIds(scope, search)} as ids`);
  return rows[0]?.ids ?? [];
}
