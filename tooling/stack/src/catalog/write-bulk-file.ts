import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import { changedProduct } from "./change.ts";
import { productLine, variantLine } from "./jsonl.ts";
import { type CatalogProduct, generateProduct, MOST_VARIANTS } from "./product.ts";
import { entry } from "./random.ts";

export interface BulkFileOptions {
  path: string;
  products: number;
  seed: number;
  /** Children far from their parents, before and after them, as Shopify may send them. */
  scattered?: boolean;
  /** Products that were edited since: another title and price, a later `updatedAt`. */
  changed?: (index: number) => boolean;
  /** Write only these. */
  only?: (index: number) => boolean;
}

/** The counts that Shopify states of an export. */
export interface BulkFileResult {
  objectCount: number;
  rootObjectCount: number;
  fileSize: number;
}

const FLUSH_AT = 1 << 20;

/** Writes Shopify's raw bulk JSONL. Holds about a megabyte, whatever the number of products. */
export async function writeBulkFile(options: BulkFileOptions): Promise<BulkFileResult> {
  const stream = createWriteStream(options.path);
  const result: BulkFileResult = { objectCount: 0, rootObjectCount: 0, fileSize: 0 };
  let pending = "";
  for (const line of bulkLines(options)) {
    pending += `${line.text}\n`;
    result.objectCount += 1;
    if (line.root) result.rootObjectCount += 1;
    if (pending.length < FLUSH_AT) continue;
    if (!stream.write(pending)) await once(stream, "drain");
    pending = "";
  }
  stream.end(pending);
  await finished(stream);
  result.fileSize = stream.bytesWritten;
  return result;
}

/** Only a share of the catalog, all of it changed: what a delta of a day looks like. */
export function writeChangedBulkFile(
  options: Omit<BulkFileOptions, "only" | "changed"> & { share?: number },
): Promise<BulkFileResult> {
  const every = Math.round(1 / (options.share ?? 0.01));
  const chosen = (index: number) => index % every === 0;
  return writeBulkFile({ ...options, only: chosen, changed: chosen });
}

interface Line {
  text: string;
  root: boolean;
}

function* bulkLines(options: BulkFileOptions): Generator<Line> {
  const indexes = chosenIndexes(options);
  const at = (place: number): CatalogProduct => {
    const index = entry(indexes, place);
    const product = generateProduct(options.seed, index);
    return options.changed?.(index) ? changedProduct(product) : product;
  };
  const scatter = scattering(indexes.length);
  for (let i = 0; i < indexes.length; i += 1) {
    const product = at(i);
    yield { text: productLine(options.seed, product), root: true };
    for (let place = 0; place < MOST_VARIANTS; place += 1) {
      const parent = options.scattered === false ? product : at(scatter(i, place));
      const variant = parent.variants[place];
      if (variant) yield { text: variantLine(parent, variant), root: false };
    }
  }
}

function chosenIndexes({ products, only }: BulkFileOptions): Uint32Array {
  const all = Uint32Array.from({ length: products }, (_, index) => index);
  return only ? all.filter((index) => only(index)) : all;
}

/**
 * Whose child of number `place` stands after parent `i`: for each place a permutation of the
 * products, so that every child comes once and nothing has to be remembered.
 */
function scattering(count: number): (i: number, place: number) => number {
  let stride = Math.max(1, Math.floor(count * 0.618));
  while (greatestCommonDivisor(stride, count) !== 1) stride += 1;
  return (i, place) => (i * stride + Math.floor((place * count) / 7)) % count;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
