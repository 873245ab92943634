import { open, rm } from "node:fs/promises";
import { HEADER_BYTES, SEGMENT_PRODUCTS, type SegmentWriter } from "./segment-writer.ts";

/** A product's lines as they arrived: the last product line counts, children in any order. */
export interface GroupedLines {
  ordinal: number;
  /** Null where only children came. */
  product: string | null;
  children: string[];
}

/** Takes one segment at a time into a buffer of its own, which the next one uses again. */
export class SegmentReader {
  readonly #segments: SegmentWriter;
  #bytes = Buffer.alloc(0);
  /** Number plus one of the last line of each of the segment's products; 0 for none. */
  readonly #last = new Uint32Array(SEGMENT_PRODUCTS);
  /** For each line, in file order: its offset, and the number plus one of its product's line before. */
  #own = new Uint32Array(SEGMENT_PRODUCTS);
  #previous = new Uint32Array(SEGMENT_PRODUCTS);

  constructor(segments: SegmentWriter) {
    this.#segments = segments;
  }

  /** The products of one segment in source order, from an ordinal on. The file is gone afterwards. */
  async *read(segment: number, from: number): AsyncGenerator<GroupedLines> {
    if (!this.#segments.has(segment)) return;
    const base = segment * SEGMENT_PRODUCTS;
    this.#chain(await this.#load(this.#segments.path(segment)), base);
    for (let local = Math.max(0, from - base); local < SEGMENT_PRODUCTS; local += 1) {
      if (this.#last[local] !== 0) yield this.#linesOf(local, base + local);
    }
  }

  async #load(path: string): Promise<number> {
    const file = await open(path, "r");
    try {
      const { size } = await file.stat();
      if (size > this.#bytes.length) this.#bytes = Buffer.allocUnsafeSlow(Math.ceil(size * 1.25));
      for (let read = 0; read < size; ) {
        const { bytesRead } = await file.read(this.#bytes, read, size - read, read);
        if (bytesRead === 0) throw new Error(`The spilled segment ${path} ended early.`);
        read += bytesRead;
      }
      return size;
    } finally {
      await file.close();
      await rm(path);
    }
  }

  /** Chains each product's lines backwards, in typed arrays instead of an array for each. */
  #chain(size: number, base: number): void {
    this.#last.fill(0);
    let line = 0;
    for (let at = 0; at < size; line += 1) {
      if (line === this.#own.length) this.#growChains();
      const local = this.#bytes.readUInt32LE(at) - base;
      this.#own[line] = at;
      this.#previous[line] = this.#last[local] ?? 0;
      this.#last[local] = line + 1;
      at += HEADER_BYTES + this.#bytes.readUInt32LE(at + 4);
    }
  }

  #growChains(): void {
    this.#own = twiceAsLong(this.#own);
    this.#previous = twiceAsLong(this.#previous);
  }

  #linesOf(local: number, ordinal: number): GroupedLines {
    const found: GroupedLines = { ordinal, product: null, children: [] };
    for (let link = this.#last[local] ?? 0; link > 0; link = this.#previous[link - 1] ?? 0) {
      const at = this.#own[link - 1] ?? 0;
      const isChild = this.#bytes[at + 8] === 1;
      if (!isChild && found.product !== null) continue;
      const start = at + HEADER_BYTES;
      const text = this.#bytes.toString("utf8", start, start + this.#bytes.readUInt32LE(at + 4));
      if (isChild) found.children.push(text);
      else found.product = text;
    }
    found.children.reverse();
    return found;
  }
}

function twiceAsLong(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const longer = new Uint32Array(array.length * 2);
  longer.set(array);
  return longer;
}
