import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { EncodingDetector } from "../connectors/spreadsheet/csv/encoding.ts";
import { badFile, LIMITS } from "../connectors/spreadsheet/limits.ts";
import type { SheetFormat } from "../connectors/spreadsheet/open-sheet.ts";
import { newId } from "../sync/ids.ts";
import { makeSpillFolder } from "../sync/spill-folder.ts";
import type { FileFormat } from "./types.ts";

export interface LocalFile {
  path: string;
  bytes: number;
  /** Has seen all bytes. */
  encoding: EncodingDetector;
  /** A folder that goes with the file. */
  spillFolder: string;
}

/**
 * Lends a stream of bytes as a file of this machine: a workbook is read from its end. The file goes
 * when `work` ends.
 * @throws AppError `bad_request` for more bytes than a file may have
 */
export async function withLocalFile<T>(
  body: AsyncIterable<Uint8Array>,
  work: (file: LocalFile) => Promise<T>,
): Promise<T> {
  const spillFolder = await makeSpillFolder(newId());
  try {
    const path = join(spillFolder, "file");
    const encoding = new EncodingDetector();
    const counter = { bytes: 0 };
    await pipeline(Readable.from(measured(body, encoding, counter)), createWriteStream(path));
    return await work({ path, bytes: counter.bytes, encoding, spillFolder });
  } finally {
    await rm(spillFolder, { recursive: true, force: true });
  }
}

async function* measured(
  body: AsyncIterable<Uint8Array>,
  encoding: EncodingDetector,
  counter: { bytes: number },
): AsyncGenerator<Uint8Array> {
  for await (const bytes of body) {
    counter.bytes += bytes.length;
    if (counter.bytes > LIMITS.bytes) {
      throw badFile(
        `The file is larger than ${LIMITS.bytes / 1024 / 1024} MB.`,
        "Split it into several files, or leave out columns that are not needed.",
      );
    }
    encoding.push(bytes);
    yield bytes;
  }
}

/** What reading needs to know of a stored format. */
export function sheetFormat({ kind, encoding, delimiter, sheets }: FileFormat): SheetFormat {
  if (kind === "xlsx") return { kind, sheets: sheets ?? [] };
  return { kind, encoding: (encoding ?? "utf-8") as "utf-8", delimiter: delimiter ?? "," };
}
