import { AppError } from "@v1/core";

const MB = 1024 * 1024;

/** What one file may be. Each limit is an error that says what to do, never a cut. */
export const LIMITS = {
  /** Of the uploaded file. */
  bytes: 200 * MB,
  /** Of one part of a workbook, unpacked: repetitive sheets pack a hundred to one, bombs a thousand. */
  unpackedBytes: 4096 * MB,
  /** Unpacked bytes for each packed one, above `freeBytes`. */
  ratio: 250,
  freeBytes: 64 * MB,
  /** Parts of a workbook. */
  parts: 10_000,
  rows: 1_000_000,
  columns: 1_000,
  /** Characters in one cell: Excel's own limit is 32,767. */
  cell: 65_536,
  /** Characters in one row, so that a quote which is never closed cannot fill the memory. */
  record: 2 * MB,
  /** Rows of one product. */
  productRows: 2_000,
} as const;

/** A file that cannot be read, or is more than can be taken. */
export function badFile(message: string, hint: string): AppError {
  return new AppError({ code: "bad_request", message, hint });
}

export function tooManyColumns(found: number): AppError {
  return badFile(
    `The file has ${found} columns, and ${LIMITS.columns} can be read.`,
    "Remove the columns that are not needed, and upload it again.",
  );
}

export function tooManyRows(): AppError {
  return badFile(
    `The file has more than ${LIMITS.rows.toLocaleString("en")} rows.`,
    "Split it into several files and import one after another.",
  );
}

export function cellTooLong(row: number): AppError {
  return badFile(
    `Row ${row} has a cell or a line that is longer than can be read.`,
    "A quote that is opened and never closed is the usual reason: look for one in this row.",
  );
}
