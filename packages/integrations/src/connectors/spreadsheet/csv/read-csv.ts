import { Readable } from "node:stream";
import { AppError } from "@v1/core";
import { CsvError, parse } from "csv-parse";
import { badFile, cellTooLong, LIMITS } from "../limits.ts";
import { checkedRow, type SheetRow } from "../sheet-row.ts";
import { decoded, type Encoding } from "./encoding.ts";

/** Excel's own hint for the sign between cells: a row, but none of the table's. */
const SEP_ROW = /^sep=.?$/i;

/**
 * Rows of a CSV file, one after another. A quoted cell may go over several lines; they count as one
 * row, as spreadsheet programs count them.
 * @throws AppError `bad_request` that names the row where it cannot go on
 */
export async function* readCsv(
  body: AsyncIterable<Uint8Array>,
  { encoding, delimiter }: { encoding: Encoding; delimiter: string },
): AsyncGenerator<SheetRow> {
  const parser = parse({
    delimiter,
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    record_delimiter: ["\r\n", "\n", "\r"],
    max_record_size: LIMITS.record,
  });
  const source = Readable.from(decoded(body, encoding));
  source.once("error", (error) => parser.destroy(error));
  source.pipe(parser);
  let row = 0;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      row += 1;
      if (row === 1 && SEP_ROW.test(cells[0] ?? "")) continue;
      yield checkedRow(row, cells);
    }
  } catch (error) {
    throw readable(error, row + 1);
  } finally {
    source.destroy();
    parser.destroy();
  }
}

function readable(error: unknown, row: number): unknown {
  if (error instanceof AppError || !(error instanceof CsvError)) return error;
  if (error.code === "CSV_MAX_RECORD_SIZE") return cellTooLong(row);
  if (error.code === "CSV_QUOTE_NOT_CLOSED") {
    return badFile(
      `The quote that opens in row ${row} is never closed, so where its cell ends cannot be told.`,
      `Look at row ${row} in a text editor: close the quote, or write a quote inside of a cell twice ("").`,
    );
  }
  return badFile(
    `Row ${row} cannot be read: ${error.message.slice(0, 200)}`,
    "Open the file in a spreadsheet program and save it as CSV again.",
  );
}
