import { cellTooLong, LIMITS, tooManyColumns, tooManyRows } from "./limits.ts";

/** A row as it stands in a file: its number from 1, and its cells without empty ones at the end. */
export interface SheetRow {
  row: number;
  cells: string[];
}

/** @throws AppError `bad_request` where a limit is passed */
export function checkedRow(row: number, cells: string[]): SheetRow {
  if (row > LIMITS.rows + 1_000) throw tooManyRows();
  let length = cells.length;
  while (length > 0 && (cells[length - 1] ?? "").trim() === "") length -= 1;
  if (length > LIMITS.columns) throw tooManyColumns(length);
  if (length < cells.length) cells.length = length;
  for (const cell of cells) if (cell.length > LIMITS.cell) throw cellTooLong(row);
  return { row, cells };
}
