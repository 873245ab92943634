import { createReadStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import type { Encoding } from "./csv/encoding.ts";
import { readCsv } from "./csv/read-csv.ts";
import { badFile } from "./limits.ts";
import type { SheetRow } from "./sheet-row.ts";
import { Archive } from "./xlsx/archive.ts";
import { SharedStrings } from "./xlsx/shared-strings.ts";
import { readSheet } from "./xlsx/sheet.ts";
import { readWorkbook } from "./xlsx/workbook.ts";

/** What `detectFormat` found out about a file, as far as reading it needs to know. */
export type SheetFormat =
  | { kind: "csv"; encoding: Encoding; delimiter: string }
  | { kind: "xlsx"; sheets: readonly string[] };

export interface OpenSheet {
  /** On this machine's disk: a workbook is read from its end. */
  path: string;
  format: SheetFormat;
  /** Of a workbook; its first sheet where it is left out. */
  sheet?: string;
  decimal: "." | ",";
  /** A folder for what does not fit into memory. */
  spillFolder: string;
}

/** Rows of a file, one after another, whatever its kind; memory does not grow with it. */
export async function* readRows(open: OpenSheet): AsyncGenerator<SheetRow> {
  if (open.format.kind === "csv") return yield* readCsv(createReadStream(open.path), open.format);
  const archive = await Archive.open(open.path);
  await mkdir(open.spillFolder, { recursive: true });
  const strings = new SharedStrings(open.spillFolder);
  try {
    const workbook = await readWorkbook(archive);
    const { part } = sheetOf(workbook.sheets, open.sheet);
    await strings.load(archive.read("xl/sharedStrings.xml"));
    yield* readSheet(archive.read(part), { workbook, strings, decimal: open.decimal });
  } finally {
    strings.close();
    archive.close();
  }
}

function sheetOf<T extends { name: string }>(sheets: readonly T[], wanted: string | undefined): T {
  const found = wanted === undefined ? sheets[0] : sheets.find(({ name }) => name === wanted);
  if (found) return found;
  const names = sheets.map(({ name }) => `“${name}”`).join(", ");
  throw badFile(`The workbook has no sheet “${wanted}”.`, `Choose one of ${names}.`);
}
