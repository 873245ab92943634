import { AppError } from "@v1/core";
import { findImport, rowsToCorrect } from "@v1/db/imports";
import { ERROR_HEADER } from "../connectors/spreadsheet/propose/propose.ts";
import { getImport } from "./get-import.ts";
import type { ImportDeps, ImportScope, RowIssue } from "./types.ts";

export interface Report {
  filename: string;
  contentType: string;
  body: AsyncIterable<Uint8Array>;
}

/**
 * A CSV of the rows that have to be corrected, with the file's own columns and one that says what is
 * wrong. Products go whole, so that a row is never without its others. Corrected and uploaded again, it
 * imports these rows only.
 * @throws AppError `not_found` where there is nothing to correct
 */
export async function errorReport(
  { db }: Pick<ImportDeps, "db">,
  scope: ImportScope,
  { importId }: { importId: string },
): Promise<Report> {
  const { filename, mapping, summary } = await getImport({ db }, scope, importId);
  if (!summary || summary.rowsWithIssues === 0) {
    throw new AppError({
      code: "not_found",
      message: "No row of this import has to be corrected.",
      hint: summary ? "Commit it." : "Validate it first.",
    });
  }
  if ((await findImport(db, { brandId: scope.brandId, importId })).fileKey === null) {
    throw new AppError({
      code: "not_found",
      message: "The rows of this import are kept no longer.",
      hint: "Upload the file again as a new import.",
    });
  }
  const headers = mapping.columns.map(({ header }) => header).filter((header) => header !== ERROR_HEADER);
  const ref = { brandId: scope.brandId, importId };
  return {
    filename: `${filename.replace(/\.(csv|xlsx|txt|tsv)$/i, "")} to correct.csv`,
    contentType: "text/csv; charset=utf-8",
    body: lines(headers, rowsToCorrect(db, ref)),
  };
}

const PIECE = 64 * 1024;

async function* lines(
  headers: readonly string[],
  rows: AsyncIterable<{ cells: string[]; issues: unknown[] | null }>,
): AsyncGenerator<Uint8Array> {
  // With a byte order mark, which is how Excel tells UTF-8.
  let text = `\uFEFF${line([...headers, ERROR_HEADER])}`;
  for await (const { cells, issues } of rows) {
    const wrong = ((issues ?? []) as RowIssue[]).map(sentence).join(" ");
    text += line([...headers.map((_, column) => cells[column] ?? ""), wrong]);
    if (text.length < PIECE) continue;
    yield Buffer.from(text);
    text = "";
  }
  yield Buffer.from(text);
}

function sentence({ column, message, hint }: RowIssue): string {
  return `${column === null ? "" : `${column}: `}${message} ${hint}`;
}

function line(cells: readonly string[]): string {
  return `${cells.map(cell).join(",")}\r\n`;
}

/** A cell that begins like a formula would be run by whoever opens the report (OWASP, CSV injection). */
function cell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}
