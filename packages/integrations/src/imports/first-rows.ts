import { type OpenSheet, readRows } from "../connectors/spreadsheet/open-sheet.ts";
import type { SheetRow } from "../connectors/spreadsheet/sheet-row.ts";

/** Enough for headings and samples. */
const FIRST = 220;

/** The first rows of a file; the rest of it is not read. */
export async function firstRows(open: OpenSheet): Promise<SheetRow[]> {
  const rows: SheetRow[] = [];
  for await (const row of readRows(open)) {
    rows.push(row);
    if (rows.length === FIRST) break;
  }
  return rows;
}
