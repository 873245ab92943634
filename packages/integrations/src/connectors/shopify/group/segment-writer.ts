import { appendFileSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/** Products in a segment: what one read of a segment holds, some 3 MB of lines. */
export const SEGMENT_PRODUCTS = 1_000;
const BUFFER_BYTES = 16 * 1024;
/** 8 MB in all, whatever the number of segments. */
const MOST_BUFFERS = 512;

/** Every line in a segment file follows its ordinal, its length and whether it is a child. */
export const HEADER_BYTES = 9;

/**
 * Routes lines to files by their product's ordinal, so that a product and its children meet in one
 * small file however far apart they stood. Writes go through bounded buffers; a file is only open
 * while it is written to.
 */
export class SegmentWriter {
  readonly folder: string;
  readonly #buffers = new Map<number, { bytes: Buffer; used: number }>();
  readonly #free: Buffer[] = [];
  readonly #written = new Set<number>();

  constructor(folder: string) {
    this.folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  write(ordinal: number, isChild: boolean, line: { bytes: Buffer; start: number; end: number }): void {
    const segment = Math.floor(ordinal / SEGMENT_PRODUCTS);
    const length = line.end - line.start;
    const needed = HEADER_BYTES + length;
    const buffer = this.#bufferWithRoom(segment, needed);
    const { bytes, used } = buffer;
    bytes.writeUInt32LE(ordinal, used);
    bytes.writeUInt32LE(length, used + 4);
    bytes[used + 8] = isChild ? 1 : 0;
    line.bytes.copy(bytes, used + HEADER_BYTES, line.start, line.end);
    buffer.used += needed;
    if (bytes.length > BUFFER_BYTES) this.#flush(segment);
  }

  /** Everything is in its file; the writer holds nothing more. */
  close(): void {
    for (const segment of [...this.#buffers.keys()]) this.#flush(segment);
    this.#free.length = 0;
  }

  has(segment: number): boolean {
    return this.#written.has(segment);
  }

  path(segment: number): string {
    return join(this.folder, `${segment}.seg`);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #bufferWithRoom(segment: number, needed: number): { bytes: Buffer; used: number } {
    const current = this.#buffers.get(segment);
    if (current && current.used + needed <= current.bytes.length) return current;
    if (current) this.#flush(segment);
    if (this.#buffers.size >= MOST_BUFFERS) {
      for (const other of [...this.#buffers.keys()]) this.#flush(other);
    }
    const bytes = needed > BUFFER_BYTES ? Buffer.allocUnsafe(needed) : this.#freeBuffer();
    const fresh = { bytes, used: 0 };
    this.#buffers.set(segment, fresh);
    return fresh;
  }

  #freeBuffer(): Buffer {
    return this.#free.pop() ?? Buffer.allocUnsafeSlow(BUFFER_BYTES);
  }

  #flush(segment: number): void {
    const buffer = this.#buffers.get(segment);
    if (!buffer) return;
    appendFileSync(this.path(segment), buffer.bytes.subarray(0, buffer.used));
    this.#written.add(segment);
    this.#buffers.delete(segment);
    if (buffer.bytes.length === BUFFER_BYTES) this.#free.push(buffer.bytes);
  }
}
