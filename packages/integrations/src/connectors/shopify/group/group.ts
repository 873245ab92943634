import { randomUUID } from "node:crypto";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { GidIndex } from "./gid-index.ts";
import { LineFile } from "./line-file.ts";
import { LineSplitter } from "./lines.ts";
import { LineRecogniser } from "./recognise.ts";
import { type GroupedLines, SegmentReader } from "./segment-reader.ts";
import { SEGMENT_PRODUCTS, SegmentWriter } from "./segment-writer.ts";

export interface GroupOptions {
  /** The export's bytes, in any pieces; each piece is done with when the next is asked for. */
  source: AsyncIterable<Uint8Array>;
  spillFolder: string;
  /** Products before this ordinal were read already: they are counted, and not kept. */
  from: number;
  signal: AbortSignal;
}

/** An export whose products and children have been brought together on disk. */
export interface GroupedExport {
  /** Lines that are not empty, whatever they say. */
  lines: number;
  /** Product lines; a product that came twice counts twice here. */
  products: number;
  /** Lines that belong to no product that can be named: the first few, cut to 500 characters. */
  unreadable: { count: number; samples: string[] };
  /** Ordinals from here on belong to children whose product never came. */
  firstOrphan: number;
  orphans: number;
  orphanId(ordinal: number): number;
  /** Products in source order, each with its children; can be read once. */
  read(): AsyncGenerator<GroupedLines>;
  remove(): Promise<void>;
}

/**
 * Groups a bulk export with memory that does not grow with it (but for some 24 bytes a product).
 * One pass routes every line to a small segment file by its product's ordinal; children that came
 * before their product wait in a file of their own and are routed once all products are known.
 * Segments are then read one by one. Source order is the order of the product lines.
 */
export async function groupExport(options: GroupOptions): Promise<GroupedExport> {
  const folder = join(options.spillFolder, `export-${randomUUID()}`);
  await mkdir(folder, { recursive: true });
  const router = new Router(folder, options.from);
  try {
    await router.takeAll(options.source, options.signal);
    await router.takeEarlyChildren(options.signal);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  const { segments, index } = router;
  return {
    lines: router.lines,
    products: router.products,
    unreadable: router.unreadable,
    firstOrphan: router.firstOrphan,
    orphans: router.orphanIds.length,
    orphanId: (ordinal) => router.orphanIds[ordinal - router.firstOrphan] ?? 0,
    read: () => readAll(segments, index.size, options),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

async function* readAll(
  segments: SegmentWriter,
  size: number,
  options: GroupOptions,
): AsyncGenerator<GroupedLines> {
  const reader = new SegmentReader(segments);
  const first = Math.floor(options.from / SEGMENT_PRODUCTS);
  for (let segment = first; segment * SEGMENT_PRODUCTS < size; segment += 1) {
    options.signal.throwIfAborted();
    yield* reader.read(segment, options.from);
  }
}

const MOST_SAMPLES = 20;

class Router {
  readonly index = new GidIndex();
  readonly segments: SegmentWriter;
  readonly unreadable = { count: 0, samples: [] as string[] };
  readonly orphanIds: number[] = [];
  lines = 0;
  products = 0;
  firstOrphan = 0;
  readonly #from: number;
  readonly #early: LineFile;
  readonly #recogniser = new LineRecogniser();

  constructor(folder: string, from: number) {
    this.#from = from;
    this.#early = new LineFile(join(folder, "early-children.jsonl"));
    this.segments = new SegmentWriter(join(folder, "segments"));
  }

  /** Every line of the export, once. */
  async takeAll(source: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<void> {
    const splitter = new LineSplitter((bytes, start, end) => this.#take(bytes, start, end));
    for await (const chunk of source) {
      signal.throwIfAborted();
      splitter.push(asBuffer(chunk));
    }
    splitter.end();
    this.firstOrphan = this.index.size;
  }

  /** Children that came before their product, or whose product never came. */
  async takeEarlyChildren(signal: AbortSignal): Promise<void> {
    await this.#early.drain(signal, (bytes, start, end) => this.#takeEarly(bytes, start, end));
    this.segments.close();
  }

  #take(bytes: Buffer, start: number, end: number): void {
    this.lines += 1;
    const line = this.#recogniser.read(bytes, start, end);
    if (line.kind === "unreadable") this.#note(bytes, start, end);
    else if (line.kind === "product") {
      this.products += 1;
      this.#write(this.index.add(line.productId), false, { bytes, start, end });
    } else {
      const ordinal = this.index.find(line.productId);
      if (ordinal >= 0) this.#write(ordinal, true, { bytes, start, end });
      else this.#early.add(bytes, start, end);
    }
  }

  #takeEarly(bytes: Buffer, start: number, end: number): void {
    const { productId } = this.#recogniser.read(bytes, start, end);
    const known = this.index.find(productId);
    const ordinal = known >= 0 ? known : this.index.add(productId);
    if (known < 0) this.orphanIds.push(productId);
    this.#write(ordinal, true, { bytes, start, end });
  }

  #write(ordinal: number, isChild: boolean, line: { bytes: Buffer; start: number; end: number }): void {
    if (ordinal >= this.#from) this.segments.write(ordinal, isChild, line);
  }

  #note(bytes: Buffer, start: number, end: number): void {
    this.unreadable.count += 1;
    if (this.unreadable.samples.length >= MOST_SAMPLES) return;
    this.unreadable.samples.push(bytes.toString("utf8", start, Math.min(end, start + 500)));
  }
}

function asBuffer(chunk: Uint8Array): Buffer {
  return Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}
