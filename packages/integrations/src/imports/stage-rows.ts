import { AppError, printable } from "@v1/core";
import { type ImportRef, type NewImportRow, storeRows } from "@v1/db/imports";
import type { SyncClient } from "@v1/db/sync";
import { LIMITS, tooManyRows } from "../connectors/spreadsheet/limits.ts";
import type { Columns } from "../connectors/spreadsheet/map/columns.ts";
import type { SheetRow } from "../connectors/spreadsheet/sheet-row.ts";
import type { RowIssue } from "./types.ts";

const BATCH = 2_000;
/** Characters of one batch, so that rows with long texts come in smaller ones. */
const BATCH_LENGTH = 4_000_000;

export interface StagedRows {
  rows: number;
  blankRows: number;
  /** Rows that say of no product. */
  keyless: number;
}

/** Old systems end a file with a control character. */
const VISIBLE = /[^\s\p{Cc}]/u;

/** A neutralised cell of our own report, as it was. */
const NEUTRALISED = /^'(?=[=+\-@\t\r])/;

/**
 * Writes a file's rows into the database as they are read, in batches; `told` hears how many there are
 * and may stop it. Rows of one product that follow each other are already together afterwards.
 */
export async function stageRows(
  client: SyncClient,
  ref: ImportRef,
  input: {
    rows: AsyncIterable<SheetRow>;
    columns: Columns;
    isReport: boolean;
    told: (rows: number) => Promise<void>;
  },
): Promise<StagedRows> {
  const { headerRow, headerRows } = input.columns.mapping;
  const firstRow = headerRow + headerRows;
  const stager = new Stager(input.columns);
  for await (const { row, cells } of input.rows) {
    if (row < firstRow) continue;
    stager.add(row, input.isReport ? cells.map((cell) => cell.replace(NEUTRALISED, "")) : cells);
    if (!stager.isFull) continue;
    await storeRows(client, ref, stager.take());
    await input.told(stager.counted.rows);
  }
  await storeRows(client, ref, stager.take());
  if (stager.counted.rows === 0) {
    throw new AppError({
      code: "bad_request",
      message: "The file has no rows below its headings.",
      hint: "Check the heading row and the sheet of the mapping, or upload a file with products.",
    });
  }
  return stager.counted;
}

class Stager {
  readonly counted: StagedRows = { rows: 0, blankRows: 0, keyless: 0 };
  readonly #columns: Columns;
  #batch: NewImportRow[] = [];
  #length = 0;
  #last: { key: string; row: number } | null = null;

  constructor(columns: Columns) {
    this.#columns = columns;
  }

  get isFull(): boolean {
    return this.#batch.length >= BATCH || this.#length >= BATCH_LENGTH;
  }

  add(row: number, raw: readonly string[]): void {
    if (!raw.some((cell) => VISIBLE.test(cell))) {
      this.counted.blankRows += 1;
      return;
    }
    this.counted.rows += 1;
    if (this.counted.rows > LIMITS.rows) throw tooManyRows();
    const cells = raw.map(printable);
    const key = this.#keyOf(cells);
    if (key === null) this.counted.keyless += 1;
    else if (this.#last?.key !== key) this.#last = { key, row };
    const productRow = key === null ? row : (this.#last?.row ?? row);
    this.#batch.push({ row, productRow, productKey: key, cells, issues: key === null ? [NO_KEY] : null });
    for (const cell of cells) this.#length += cell.length;
  }

  take(): NewImportRow[] {
    const batch = this.#batch;
    this.#batch = [];
    this.#length = 0;
    return batch;
  }

  /** An empty cell below a product's own means the same product, as merged cells come out. */
  #keyOf(cells: readonly string[]): string | null {
    const own = this.#columns.keyOf(cells);
    if (own !== null || this.#columns.mapping.groupBy === null) return own;
    const isNamed = this.#columns.cell(cells, "product.name").trim() !== "";
    return isNamed ? null : (this.#last?.key ?? null);
  }
}

const NO_KEY: RowIssue = {
  column: null,
  field: "product.identifier",
  value: "",
  code: "missing_required",
  message: "Nothing in the row says which product it is.",
  hint: "Fill the column that identifies products.",
  blocking: true,
};
