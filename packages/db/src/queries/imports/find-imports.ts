import { notFound } from "@v1/core";
import { z } from "zod";
import type { WorkerDb } from "../../client.ts";
import { limitOf, type Page, type PageRequest, readCursor, toPage } from "../../page.ts";
import { type ImportRecord, SELECT_IMPORT, toImport } from "./import-record.ts";

/** @throws AppError `not_found` where the brand has no such import */
export async function findImport(
  db: WorkerDb,
  { brandId, importId }: { brandId: string; importId: string },
): Promise<ImportRecord> {
  const { rows } = await db.pool.query<ImportRecord>(`${SELECT_IMPORT} where j.brand_id = $1 and j.id = $2`, [
    brandId,
    importId,
  ]);
  const [row] = rows;
  if (!row) throw notFound("import", importId);
  return toImport(row);
}

const cursor = z.tuple([z.uuid()]);

/** A brand's imports, the newest first: ids grow with time. */
export async function listImports(
  db: WorkerDb,
  brandId: string,
  request: PageRequest,
): Promise<Page<ImportRecord>> {
  const limit = limitOf(request);
  const after = readCursor(cursor, request.cursor);
  const { rows } = await db.pool.query<ImportRecord>(
    `${SELECT_IMPORT} where j.brand_id = $1 and ($2::uuid is null or j.id < $2) order by j.id desc limit $3`,
    [brandId, after?.[0] ?? null, limit + 1],
  );
  return toPage(rows.map(toImport), limit, (row) => [row.id]);
}
