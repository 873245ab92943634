import { finished } from "node:stream/promises";
import type { PoolClient } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { ImportRef } from "./move-import.ts";

export interface NewImportRow {
  row: number;
  productRow: number;
  /** Null where nothing in the row says which product it is. */
  productKey: string | null;
  cells: readonly string[];
  issues: readonly object[] | null;
}

const ESCAPES: Record<string, string> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

function text(value: string | null): string {
  return value === null
    ? "\\N"
    : value.replace(/[\\\t\n\r]/g, (character) => ESCAPES[character] ?? character);
}

/** Writes rows in bulk. A row that cannot be taken comes with its issues. */
export async function storeRows(
  client: PoolClient,
  { brandId, importId }: ImportRef,
  rows: readonly NewImportRow[],
): Promise<void> {
  const stream = client.query(
    copyFrom(
      "copy import_rows (brand_id, job_id, row_number, product_row, product_key, raw, issues, status) from stdin",
    ),
  );
  const lines = rows.map(({ row, productRow, productKey, cells, issues }) => {
    const found = issues === null ? null : JSON.stringify(issues);
    const status = issues === null ? "VALIDATED" : "FAILED";
    return `${brandId}\t${importId}\t${row}\t${productRow}\t${text(productKey)}\t${text(JSON.stringify(cells))}\t${text(found)}\t${status}\n`;
  });
  stream.end(lines.join(""));
  await finished(stream);
}

/** Removes what an earlier validation stored, some thousand rows at a time. */
export async function clearRows(client: PoolClient, { brandId, importId }: ImportRef): Promise<void> {
  await client.query("delete from import_values where brand_id = $1 and job_id = $2", [brandId, importId]);
  let deleted = 1;
  while (deleted > 0) {
    const { rowCount } = await client.query(
      `delete from import_rows where ctid = any (array(
        select ctid from import_rows where brand_id = $1 and job_id = $2 limit 20000))`,
      [brandId, importId],
    );
    deleted = rowCount ?? 0;
  }
}

const JOIN = `
with scattered as materialized (
  select product_key, min(product_row) as first from import_rows
  where brand_id = $1 and job_id = $2 and product_key is not null
  group by product_key having min(product_row) <> max(product_row)
)
update import_rows r set product_row = s.first from scattered s
where r.brand_id = $1 and r.job_id = $2 and r.product_key = s.product_key and r.product_row <> s.first`;

/** Brings rows of one product together that are scattered over the file. */
export async function joinProducts(client: PoolClient, { brandId, importId }: ImportRef): Promise<void> {
  // The rows are new: without this the plans for them are made for an empty table.
  await client.query("analyze import_rows");
  await client.query(JOIN, [brandId, importId]);
}

/** The product with most rows. */
export async function largestProduct(
  client: PoolClient,
  { brandId, importId }: ImportRef,
): Promise<{ key: string | null; rows: number } | null> {
  const { rows } = await client.query<{ key: string | null; rows: number }>(
    `select min(product_key) as key, count(*)::int as rows from import_rows
     where brand_id = $1 and job_id = $2 group by product_row order by 2 desc limit 1`,
    [brandId, importId],
  );
  return rows[0] ?? null;
}
