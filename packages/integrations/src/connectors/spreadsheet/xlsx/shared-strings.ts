import { closeSync, openSync, readSync, writeSync } from "node:fs";
import { join } from "node:path";
import { badFile } from "../limits.ts";
import { walkXml } from "./xml.ts";

/** UTF-16 units kept in memory; what comes after them is spilled to a file. */
const IN_MEMORY = 4_000_000;
const MOST_STRINGS = 20_000_000;
const BLOCK = 64 * 1024;
const MOST_BLOCKS = 128;

/** The texts of a workbook, which its cells name by number. Memory stays flat however many there are. */
export class SharedStrings {
  readonly #held: string[] = [];
  #heldLength = 0;
  /** Where each spilled text ends in the file. */
  #ends = new Float64Array(1024);
  #spilled = 0;
  #size = 0;
  #pending: Buffer[] = [];
  #pendingSize = 0;
  #file: number | null = null;
  readonly #path: string;
  readonly #blocks = new Map<number, Buffer>();

  constructor(spillFolder: string) {
    this.#path = join(spillFolder, "shared-strings");
  }

  async load(bytes: AsyncIterable<Uint8Array>): Promise<void> {
    let text = "";
    let inText = false;
    let phonetic = 0;
    const walk = walkXml(bytes, {
      open: (name) => {
        if (name === "si") text = "";
        else if (name === "rPh") phonetic += 1;
        else if (name === "t") inText = phonetic === 0;
      },
      close: (name) => {
        if (name === "t") inText = false;
        else if (name === "rPh") phonetic -= 1;
        else if (name === "si") this.#add(text);
      },
      text: (piece) => {
        if (inText) text += piece;
      },
    });
    for await (const _ of walk);
    this.#flush();
  }

  get(index: number): string {
    const held = this.#held[index];
    if (held !== undefined) return held;
    const at = index - this.#held.length;
    if (at < 0 || at >= this.#spilled) return "";
    const start = at === 0 ? 0 : (this.#ends[at - 1] ?? 0);
    return this.#read(start, this.#ends[at] ?? start).toString("utf8");
  }

  close(): void {
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
  }

  #add(text: string): void {
    if (this.#spilled === 0 && this.#heldLength < IN_MEMORY) {
      this.#held.push(text);
      this.#heldLength += text.length + 16;
      return;
    }
    if (this.#spilled >= MOST_STRINGS) {
      throw badFile("The workbook holds too many texts.", "Save the sheet as CSV and upload that instead.");
    }
    if (this.#spilled === this.#ends.length) {
      const larger = new Float64Array(this.#ends.length * 2);
      larger.set(this.#ends);
      this.#ends = larger;
    }
    const bytes = Buffer.from(text, "utf8");
    this.#size += bytes.length;
    this.#ends[this.#spilled] = this.#size;
    this.#spilled += 1;
    this.#pending.push(bytes);
    this.#pendingSize += bytes.length;
    if (this.#pendingSize >= BLOCK) this.#flush();
  }

  #flush(): void {
    if (this.#pendingSize === 0) return;
    this.#file ??= openSync(this.#path, "w+");
    writeSync(this.#file, Buffer.concat(this.#pending));
    this.#pending = [];
    this.#pendingSize = 0;
  }

  #read(start: number, end: number): Buffer {
    const parts: Buffer[] = [];
    for (let at = start; at < end; ) {
      const block = Math.floor(at / BLOCK);
      const from = at - block * BLOCK;
      const part = this.#block(block).subarray(from, Math.min(BLOCK, end - block * BLOCK));
      if (part.length === 0) break;
      parts.push(part);
      at += part.length;
    }
    return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
  }

  /** The blocks used last are kept. */
  #block(number: number): Buffer {
    const known = this.#blocks.get(number);
    if (known) {
      this.#blocks.delete(number);
      this.#blocks.set(number, known);
      return known;
    }
    const block = Buffer.allocUnsafe(BLOCK);
    const length = this.#file === null ? 0 : readSync(this.#file, block, 0, BLOCK, number * BLOCK);
    const filled = block.subarray(0, length);
    this.#blocks.set(number, filled);
    const oldest = this.#blocks.keys().next().value;
    if (this.#blocks.size > MOST_BLOCKS && oldest !== undefined) this.#blocks.delete(oldest);
    return filled;
  }
}
