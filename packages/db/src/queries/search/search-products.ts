import { sql } from "drizzle-orm";
import type { BrandScope } from "../../scope.ts";

interface Search {
  terms: string;
  /** Ids at most; the newest come first. */
  most: number;
  /** Only products made before this one. */
  before?: string;
}

/** Ids of the brand's products in which every word of `terms` begins some word. */
export async function searchProducts(
  { tx, brandId }: BrandScope,
  { terms, most, before }: Search,
): Promise<string[]> {
  const { rows } = await tx.execute<{ id: string }>(
    sql`select id from public.search_products(${brandId}, ${terms}, ${before ?? null}, ${most}) as id`,
  );
  return rows.map((row) => row.id);
}
