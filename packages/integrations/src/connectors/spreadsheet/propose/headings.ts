import type { SheetRow } from "../sheet-row.ts";
import { targetOfHeader } from "./header-names.ts";

/** Where headings stand. */
export interface HeadingPlace {
  headerRow: number;
  headerRows: number;
}

const LOOKED_AT = 15;

/**
 * The row whose cells most look like headings, among the first ones: titles and notes often stand
 * above. A row above it that is filled in part has headings merged over columns.
 */
export function findHeadings(rows: readonly SheetRow[]): HeadingPlace {
  let best = { at: -1, score: 0 };
  for (const [at, { cells }] of rows.slice(0, LOOKED_AT).entries()) {
    const score = headingScore(cells);
    if (score > best.score) best = { at, score };
  }
  const at = best.at >= 0 ? best.at : rows.findIndex(({ cells }) => filled(cells) > 0);
  const found = rows[Math.max(at, 0)];
  if (!found) return { headerRow: 1, headerRows: 1 };
  const above = rows[at - 1];
  const merged = above !== undefined && above.row === found.row - 1 && isMergedAbove(above, found);
  return merged ? { headerRow: above.row, headerRows: 2 } : { headerRow: found.row, headerRows: 1 };
}

function headingScore(cells: readonly string[]): number {
  let score = 0;
  for (const cell of cells) {
    const found = cell.length > 60 ? null : targetOfHeader(cell);
    if (found) score += found.exact ? 1 : 0.4;
    else if (/^\s*[\d.,]+\s*$/.test(cell)) score -= 0.3;
  }
  return score;
}

function isMergedAbove(above: SheetRow, below: SheetRow): boolean {
  const upper = filled(above.cells);
  const lower = filled(below.cells);
  return upper >= 2 && upper < lower && above.cells.every((cell) => cell.length < 60);
}

function filled(cells: readonly string[]): number {
  return cells.filter((cell) => cell.trim() !== "").length;
}

/**
 * One heading for each column. Of several rows the upper ones go over all columns up to the next
 * heading in them; a column without any is named by its letter.
 */
export function headingsOf(rows: readonly SheetRow[], { headerRow, headerRows }: HeadingPlace): string[] {
  const lines = rows.filter(({ row }) => row >= headerRow && row < headerRow + headerRows);
  const width = Math.max(0, ...lines.map(({ cells }) => cells.length));
  const spread = lines.map(({ row, cells }) =>
    row === headerRow + headerRows - 1 ? cells : spreadRight(cells, width),
  );
  return Array.from({ length: width }, (_, column) => {
    const parts = spread.map((cells) => (cells[column] ?? "").replaceAll(/\s+/g, " ").trim());
    const distinct = parts.filter((part, at) => part !== "" && part !== parts[at - 1]);
    return distinct.join(" ") || `Column ${letters(column)}`;
  });
}

function spreadRight(cells: readonly string[], width: number): string[] {
  let last = "";
  return Array.from({ length: width }, (_, column) => {
    const own = (cells[column] ?? "").trim();
    if (own !== "") last = own;
    return last;
  });
}

/** 0 → "A", 27 → "AB". */
function letters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : letters(Math.floor(column / 26) - 1) + last;
}
