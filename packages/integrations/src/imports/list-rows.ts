import type { Page, PageRequest } from "@v1/db";
import { findImport, listImportRows as listStored } from "@v1/db/imports";
import type { ImportDeps, ImportRow, ImportScope, RowIssue } from "./types.ts";

/** Rows of an import as they are written in its file; only those with issues where asked. */
export async function listImportRows(
  { db }: Pick<ImportDeps, "db">,
  { brandId }: ImportScope,
  request: PageRequest & { importId: string; only?: "all" | "issues" },
): Promise<Page<ImportRow>> {
  const { importId, only = "all", ...page } = request;
  await findImport(db, { brandId, importId });
  const { items, nextCursor } = await listStored(db, { brandId, importId }, { ...page, only });
  return { items: items.map((row) => ({ ...row, issues: (row.issues ?? []) as RowIssue[] })), nextCursor };
}
