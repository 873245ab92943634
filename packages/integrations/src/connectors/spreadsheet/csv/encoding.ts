import { isUtf8 } from "node:buffer";
import { TextDecoder } from "node:util";
import { badFile } from "../limits.ts";

export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

const BOMS: readonly (readonly [Encoding, readonly number[]])[] = [
  ["utf-8", [0xef, 0xbb, 0xbf]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
];

/**
 * Finds out in which encoding a text file is written, from all of its bytes: the first letter that
 * tells windows-1252 from UTF-8 may stand at the very end.
 */
export class EncodingDetector {
  #decided: Encoding | null = null;
  #validUtf8 = true;
  #head = Buffer.alloc(0);
  #decoder = new TextDecoder("utf-8", { fatal: true });

  push(bytes: Uint8Array): void {
    if (this.#head.length < 4096) {
      this.#head = Buffer.concat([this.#head, bytes.subarray(0, 4096)]);
    }
    if (!this.#validUtf8 || this.#decided) return;
    try {
      this.#decoder.decode(bytes, { stream: true });
    } catch {
      this.#validUtf8 = false;
    }
  }

  /** @throws AppError `bad_request` for what is no text */
  result(): Encoding {
    const marked = BOMS.find(([, mark]) => mark.every((byte, at) => this.#head[at] === byte));
    if (marked) return marked[0];
    const wide = wideEncoding(this.#head);
    if (wide) return wide;
    if (isBinary(this.#head)) {
      throw badFile(
        "The file is not a spreadsheet: it holds bytes that no text has.",
        "Upload a CSV file, or an Excel workbook saved as .xlsx.",
      );
    }
    return this.#validUtf8 && isComplete(this.#decoder) ? "utf-8" : "windows-1252";
  }
}

/** UTF-16 without its mark: every other byte of western text is zero. */
function wideEncoding(head: Buffer): Encoding | null {
  const pairs = Math.floor(head.length / 2);
  if (pairs < 2) return null;
  let evenZeros = 0;
  let oddZeros = 0;
  for (let at = 0; at < pairs * 2; at += 2) {
    if (head[at] === 0) evenZeros += 1;
    if (head[at + 1] === 0) oddZeros += 1;
  }
  if (oddZeros > pairs * 0.4 && evenZeros < pairs * 0.1) return "utf-16le";
  return evenZeros > pairs * 0.4 && oddZeros < pairs * 0.1 ? "utf-16be" : null;
}

function isBinary(head: Buffer): boolean {
  let strange = 0;
  for (const byte of head) if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13) strange += 1;
  return strange > head.length * 0.02 + 2 && !(isUtf8(head) && strange < head.length * 0.05);
}

function isComplete(decoder: TextDecoder): boolean {
  try {
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}

/** Text of a stream of bytes; the byte order mark is taken off. */
export async function* decoded(body: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const bytes of body) {
    const text = decoder.decode(bytes, { stream: true });
    if (text !== "") yield text;
  }
  const rest = decoder.decode();
  if (rest !== "") yield rest;
}
