import { open } from "node:fs/promises";
import { detectDelimiter } from "./csv/delimiter.ts";
import { decoded, type EncodingDetector } from "./csv/encoding.ts";
import { badFile } from "./limits.ts";
import type { SheetFormat } from "./open-sheet.ts";
import { Archive } from "./xlsx/archive.ts";
import { readWorkbook } from "./xlsx/workbook.ts";

const HEAD_BYTES = 256 * 1024;
/** The first bytes of the formats of Excel before 2007. */
const OLD_EXCEL = [0xd0, 0xcf, 0x11, 0xe0];
const ZIP = [0x50, 0x4b];

/**
 * What kind of spreadsheet a file is, by what it holds and not by its name.
 * @throws AppError `bad_request` for a file that is none
 */
export async function detectFormat(path: string, encoding: EncodingDetector): Promise<SheetFormat> {
  const head = await readHead(path);
  if (head.length === 0)
    throw badFile("The file is empty.", "Upload a file with a heading row and products.");
  if (begins(head, ZIP)) return await detectWorkbook(path);
  if (begins(head, OLD_EXCEL)) {
    throw badFile(
      "The file is an Excel workbook of the old kind (.xls), or one with a password.",
      "Save it as .xlsx without a password, or as CSV.",
    );
  }
  const found = encoding.result();
  let text = "";
  for await (const piece of decoded(once(head), found)) text += piece;
  return { kind: "csv", encoding: found, delimiter: detectDelimiter(text.replace(/^\uFEFF/, "")) };
}

async function detectWorkbook(path: string): Promise<SheetFormat> {
  const archive = await Archive.open(path);
  try {
    const { sheets } = await readWorkbook(archive);
    return { kind: "xlsx", sheets: sheets.map(({ name }) => name) };
  } finally {
    archive.close();
  }
}

async function readHead(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function begins(head: Buffer, mark: readonly number[]): boolean {
  return mark.every((byte, at) => head[at] === byte);
}
