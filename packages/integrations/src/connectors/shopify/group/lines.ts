/** A line's bytes, `start` up to `end`, valid only during the call: buffers are used again. */
export type OnLine = (bytes: Buffer, start: number, end: number) => void;

const NEWLINE = 10;
const RETURN = 13;
const MAX_LINE = 64 * 1024 * 1024;

/** Cuts bytes that come in any pieces into lines; empty lines are left out. */
export class LineSplitter {
  readonly #onLine: OnLine;
  /** The beginning of a line whose end has not come yet, in the pieces in which it came. */
  #carry: Buffer[] = [];
  #carried = 0;

  constructor(onLine: OnLine) {
    this.#onLine = onLine;
  }

  push(chunk: Buffer): void {
    let start = 0;
    for (;;) {
      const newline = chunk.indexOf(NEWLINE, start);
      if (newline === -1) break;
      if (this.#carried === 0) this.#emit(chunk, start, newline);
      else {
        this.#keep(chunk.subarray(start, newline));
        this.#flushCarry();
      }
      start = newline + 1;
    }
    if (start < chunk.length) this.#keep(chunk.subarray(start));
  }

  /** The last line may have no newline. */
  end(): void {
    if (this.#carried > 0) this.#flushCarry();
  }

  #keep(piece: Buffer): void {
    if (this.#carried + piece.length > MAX_LINE) {
      throw new RangeError(`A line of the export is longer than ${MAX_LINE} bytes.`);
    }
    this.#carry.push(Buffer.from(piece));
    this.#carried += piece.length;
  }

  #flushCarry(): void {
    const line = Buffer.concat(this.#carry, this.#carried);
    this.#carry = [];
    this.#carried = 0;
    this.#emit(line, 0, line.length);
  }

  #emit(bytes: Buffer, start: number, newline: number): void {
    const end = newline > start && bytes[newline - 1] === RETURN ? newline - 1 : newline;
    if (end > start) this.#onLine(bytes, start, end);
  }
}
