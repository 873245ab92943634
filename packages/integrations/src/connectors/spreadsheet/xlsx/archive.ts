import type { Readable } from "node:stream";
import { Transform } from "node:stream";
import { AppError } from "@v1/core";
import { type Entry, openPromise, type ZipFile } from "yauzl";
import { badFile, LIMITS } from "../limits.ts";

const NOT_A_WORKBOOK_HINT =
  "Open it in a spreadsheet program and save it again as an Excel workbook (.xlsx), or as CSV.";

/** A workbook's archive on this machine's disk. Parts are unpacked as they are read, and never kept. */
export class Archive {
  readonly #zip: ZipFile;
  readonly #parts: ReadonlyMap<string, Entry>;

  private constructor(zip: ZipFile, parts: ReadonlyMap<string, Entry>) {
    this.#zip = zip;
    this.#parts = parts;
  }

  /** @throws AppError `bad_request` for what is no archive, or one that was made to do harm */
  static async open(path: string): Promise<Archive> {
    const zip = await openPromise(path, { autoClose: false, lazyEntries: true }).catch((cause: unknown) => {
      throw damaged(cause);
    });
    try {
      return new Archive(zip, await listParts(zip));
    } catch (error) {
      zip.close();
      throw error instanceof AppError ? error : damaged(error);
    }
  }

  has(name: string): boolean {
    return this.#parts.has(name);
  }

  /** Bytes of one part, unpacked; nothing where there is no such part. */
  async *read(name: string): AsyncGenerator<Uint8Array> {
    const entry = this.#parts.get(name);
    if (!entry) return;
    let stream: Readable | undefined;
    try {
      const packed = await this.#zip.openReadStreamPromise(entry);
      stream = packed.pipe(bounded(entry));
      packed.once("error", (error) => stream?.destroy(error));
      yield* stream as AsyncIterable<Uint8Array>;
    } catch (error) {
      throw error instanceof AppError ? error : damaged(error);
    } finally {
      stream?.destroy();
    }
  }

  close(): void {
    this.#zip.close();
  }
}

async function listParts(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > LIMITS.parts) throw bomb(`it has ${zip.entryCount} parts`);
  const parts = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) {
    if (entry.isEncrypted()) {
      throw badFile("The workbook is protected by a password.", "Save it without a password.");
    }
    if (isBomb(entry, entry.uncompressedSize)) throw bomb(`“${entry.fileName.slice(0, 60)}”`);
    parts.set(entry.fileName.replace(/^\//, ""), entry);
  }
  return parts;
}

function isBomb(entry: Entry, unpacked: number): boolean {
  if (unpacked > LIMITS.unpackedBytes) return true;
  return unpacked > LIMITS.freeBytes && unpacked > entry.compressedSize * LIMITS.ratio;
}

/** Counts what really comes out: an archive may say less of a part than it holds. */
function bounded(entry: Entry): Transform {
  let unpacked = 0;
  return new Transform({
    transform(bytes: Uint8Array, _encoding, done) {
      unpacked += bytes.length;
      if (isBomb(entry, unpacked)) done(bomb(`“${entry.fileName.slice(0, 60)}”`));
      else done(null, bytes);
    },
  });
}

function bomb(what: string): AppError {
  return badFile(
    `The workbook unpacks to far more than it holds (${what}), and was not read any further.`,
    "Save the sheet as CSV and upload that instead.",
  );
}

function damaged(cause: unknown): AppError {
  return new AppError({
    code: "bad_request",
    message: "The file ends in .xlsx, or begins like a workbook, but cannot be opened as one.",
    hint: NOT_A_WORKBOOK_HINT,
    cause,
  });
}

/** An archive of something else. */
export function notAWorkbook(): AppError {
  return badFile("The file is an archive, but no Excel workbook.", NOT_A_WORKBOOK_HINT);
}
