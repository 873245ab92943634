import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ZipFile } from "yazl";

/** What the worker's heap may hold here; the file, unpacked, is some times as large. */
const HEAP_MB = 48;
const ROWS = 200_000;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sheet-memory-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** Texts of which no two are alike, so that neither packing nor sharing makes the file small. */
const textOf = (row: number) => hex(`a${row}`) + hex(`b${row}`);
const hex = (text: string) => createHash("sha512").update(text).digest("hex");

function* csv() {
  yield "Style,Name,Description\n";
  for (let row = 1; row <= ROWS; row += 1) yield `S${row},"Shirt\n${row}",${textOf(row)}\n`;
}

function* sheet() {
  const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
  yield `<worksheet><sheetData><row r="1">${cell("Style")}${cell("Name")}${cell("Description")}</row>`;
  for (let row = 1; row <= ROWS; row += 1)
    yield `<row r="${row + 1}">${cell(`S${row}`)}${cell(`Shirt ${row}`)}${cell(textOf(row))}</row>`;
  yield "</sheetData></worksheet>";
}

const WORKBOOK = {
  "xl/workbook.xml":
    '<workbook xmlns:r="r"><sheets><sheet name="Products" sheetId="1" r:id="rId1"/></sheets></workbook>',
  "xl/_rels/workbook.xml.rels":
    '<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
};

async function writeWorkbook(path: string): Promise<void> {
  const archive = new ZipFile();
  for (const [name, xml] of Object.entries(WORKBOOK)) archive.addBuffer(Buffer.from(xml), name);
  archive.addReadStream(Readable.from(sheet()), "xl/worksheets/sheet1.xml");
  archive.end();
  await pipeline(archive.outputStream, createWriteStream(path));
}

const KINDS = [
  [
    "a CSV file",
    { kind: "csv", encoding: "utf-8", delimiter: "," },
    (path: string) => pipeline(Readable.from(csv()), createWriteStream(path)),
  ],
  ["a workbook", { kind: "xlsx", sheets: ["Products"] }, writeWorkbook],
] as const;

it.each(KINDS)("%s that is larger than the memory is read to its last row", async (_name, format, write) => {
  const path = join(folder, format.kind);
  await write(path);
  expect((await stat(path)).size).toBeGreaterThan(20_000_000);
  const open = { path, format, decimal: ".", spillFolder: join(folder, "spill") };
  const script = `
    const { readRows } = await import(${JSON.stringify(pathToFileURL(join(import.meta.dirname, "open-sheet.ts")).href)});
    let rows = 0, characters = 0;
    for await (const { cells } of readRows(${JSON.stringify(open)})) {
      rows += 1;
      characters += cells[2].length;
    }
    console.log(JSON.stringify([rows, characters]));`;
  const node = [`--max-old-space-size=${HEAP_MB}`, "--input-type=module", "--eval", script];
  const { stdout } = await promisify(execFile)(process.execPath, node);
  expect(JSON.parse(stdout)).toEqual([ROWS + 1, ROWS * 256 + "Description".length]);
});
