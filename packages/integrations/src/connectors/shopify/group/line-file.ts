import { appendFileSync, createReadStream, existsSync, rmSync } from "node:fs";
import { LineSplitter, type OnLine } from "./lines.ts";

const BUFFER_BYTES = 256 * 1024;
const NEWLINE = 10;

/** Lines put aside on disk and read again once, through one bounded buffer. */
export class LineFile {
  readonly #path: string;
  readonly #buffer = Buffer.allocUnsafeSlow(BUFFER_BYTES);
  #used = 0;

  constructor(path: string) {
    this.#path = path;
  }

  add(bytes: Buffer, start: number, end: number): void {
    const length = end - start;
    if (this.#used + length + 1 > BUFFER_BYTES) this.#flush();
    if (length + 1 > BUFFER_BYTES) {
      appendFileSync(this.#path, Buffer.concat([bytes.subarray(start, end), Buffer.of(NEWLINE)]));
      return;
    }
    bytes.copy(this.#buffer, this.#used, start, end);
    this.#used += length;
    this.#buffer[this.#used] = NEWLINE;
    this.#used += 1;
  }

  /** Every line in the order in which it was added; the file is gone afterwards. */
  async drain(signal: AbortSignal, onLine: OnLine): Promise<void> {
    this.#flush();
    if (!existsSync(this.#path)) return;
    const splitter = new LineSplitter(onLine);
    for await (const chunk of createReadStream(this.#path, { highWaterMark: BUFFER_BYTES })) {
      signal.throwIfAborted();
      splitter.push(chunk);
    }
    splitter.end();
    rmSync(this.#path);
  }

  #flush(): void {
    if (this.#used > 0) appendFileSync(this.#path, this.#buffer.subarray(0, this.#used));
    this.#used = 0;
  }
}
