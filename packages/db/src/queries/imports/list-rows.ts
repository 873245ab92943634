import { z } from "zod";
import type { WorkerDb } from "../../client.ts";
import { limitOf, type Page, type PageRequest, readCursor, toPage } from "../../page.ts";
import type { IMPORT_ROW_STATUSES } from "../../schema/data/import-rows.ts";
import type { ImportRef } from "./move-import.ts";

export interface StoredImportRow {
  row: number;
  product: string | null;
  cells: string[];
  status: (typeof IMPORT_ROW_STATUSES)[number];
  issues: unknown[] | null;
}

const COLUMNS = `row_number as row, product_key as product, raw as cells, status, issues`;
const cursor = z.tuple([z.number().int()]);

/** Rows in the order of the file; only those with issues where asked. */
export async function listImportRows(
  db: WorkerDb,
  { brandId, importId }: ImportRef,
  request: PageRequest & { only: "all" | "issues" },
): Promise<Page<StoredImportRow>> {
  const limit = limitOf(request);
  const after = readCursor(cursor, request.cursor)?.[0] ?? 0;
  const { rows } = await db.pool.query<StoredImportRow>(
    `select ${COLUMNS} from import_rows
     where brand_id = $1 and job_id = $2 and row_number > $3 ${request.only === "issues" ? "and issues is not null" : ""}
     order by row_number limit $4`,
    [brandId, importId, after, limit + 1],
  );
  return toPage(rows, limit, (row) => [row.row]);
}

const REPORT_ROWS = 1_000;

/** All rows of the products of which at least one row has an issue, in the order of the file. */
export async function* rowsToCorrect(
  db: WorkerDb,
  { brandId, importId }: ImportRef,
): AsyncGenerator<StoredImportRow> {
  let after = 0;
  for (;;) {
    const { rows } = await db.pool.query<StoredImportRow>(
      `select ${COLUMNS} from import_rows r
       where brand_id = $1 and job_id = $2 and row_number > $3 and exists (
         select from import_rows s where s.brand_id = r.brand_id and s.job_id = r.job_id
           and s.product_row = r.product_row and s.issues is not null)
       order by row_number limit $4`,
      [brandId, importId, after, REPORT_ROWS],
    );
    yield* rows;
    if (rows.length < REPORT_ROWS) return;
    after = rows.at(-1)?.row ?? after;
  }
}
