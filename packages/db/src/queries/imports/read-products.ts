import type { Pool, PoolClient } from "pg";
import type { ImportRef } from "./move-import.ts";

export interface ProductRows {
  /** The product's first row: its place in the file. */
  productRow: number;
  key: string | null;
  rows: { row: number; cells: string[] }[];
}

interface Row {
  row: number;
  productRow: number;
  key: string | null;
  cells: string[];
}

/** Rows fetched at once. No product has as many. */
const MOST_ROWS = 8_000;

/** Products in the order of the file, each with all of its rows, from behind one of them on. */
export async function readProducts(
  db: Pool | PoolClient,
  { brandId, importId }: ImportRef,
  { after, limit }: { after: number; limit: number },
): Promise<ProductRows[]> {
  const { rows } = await db.query<Row>(
    `select row_number as row, product_row as "productRow", product_key as key, raw as cells from import_rows
     where brand_id = $1 and job_id = $2 and product_row > $3
     order by product_row, row_number limit $4`,
    [brandId, importId, after, MOST_ROWS],
  );
  const products: ProductRows[] = [];
  for (const { row, productRow, key, cells } of rows) {
    const last = products.at(-1);
    if (last?.productRow === productRow) last.rows.push({ row, cells });
    else products.push({ productRow, key, rows: [{ row, cells }] });
  }
  // The last product of a full page may have more rows than were fetched.
  if (rows.length === MOST_ROWS && products.length > 1) products.pop();
  return products.slice(0, limit);
}

export async function countProducts(
  db: Pool | PoolClient,
  { brandId, importId }: ImportRef,
): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    "select count(distinct product_row)::int as count from import_rows where brand_id = $1 and job_id = $2",
    [brandId, importId],
  );
  return rows[0]?.count ?? 0;
}
