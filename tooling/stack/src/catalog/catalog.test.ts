import { createReadStream } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { toGtin14 } from "@v1/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  descriptionHtml,
  generateProduct,
  productIndex,
  variantPlace,
  writeBulkFile,
  writeChangedBulkFile,
} from "./index.ts";

const SEED = 7;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "catalog-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("generateProduct", () => {
  it("gives the same product for a seed and an index, and another for another seed", () => {
    expect(generateProduct(SEED, 42)).toEqual(generateProduct(SEED, 42));
    expect(generateProduct(SEED, 42).title).not.toBe(generateProduct(SEED + 1, 42).title);
  });

  it("is unique in ids, handles, SKUs and valid barcodes over 5,000 products", () => {
    const seen = { id: new Set(), handle: new Set(), sku: new Set(), gtin: new Set() };
    let variants = 0;
    for (let index = 0; index < 5000; index += 1) {
      const product = generateProduct(SEED, index);
      seen.id.add(product.id);
      seen.handle.add(product.handle);
      for (const variant of product.variants) {
        variants += 1;
        seen.sku.add(variant.sku);
        seen.gtin.add(toGtin14(variant.barcode));
        expect(variantPlace(variant.id)).toEqual({ index, place: variant.position - 1 });
      }
      expect(productIndex(product.id)).toBe(index);
    }
    expect(seen.gtin.has(null)).toBe(false);
    expect([seen.id.size, seen.handle.size, seen.sku.size, seen.gtin.size, variants]).toEqual([
      5000, 5000, 15000, 15000, 15000,
    ]);
  });

  it("looks like a shop's data", () => {
    for (let index = 0; index < 500; index += 1) {
      const product = generateProduct(SEED, index);
      expect(product.materials.reduce((sum, { percentage }) => sum + percentage, 0)).toBe(100);
      expect(new Set(product.tags).size).toBe(2);
      expect(product.journey.map(({ step }) => step)).toEqual(["spinning", "weaving", "sewing"]);
      expect(product.updatedAt >= product.createdAt).toBe(true);
      const html = descriptionHtml(SEED, product);
      expect(html.length).toBeGreaterThanOrEqual(200);
      expect(html.length).toBeLessThanOrEqual(400);
    }
  });
});

interface Line {
  id: string;
  title?: string;
  updatedAt?: string;
  __parentId?: string;
}

async function lines(path: string): Promise<Line[]> {
  const found: Line[] = [];
  for await (const line of createInterface({ input: createReadStream(path) })) found.push(JSON.parse(line));
  return found;
}

describe("writeBulkFile", () => {
  it("writes every product and variant once, children far from their parents on both sides", async () => {
    const path = join(folder, "scattered.jsonl");
    const counts = await writeBulkFile({ path, products: 400, seed: SEED });
    const all = await lines(path);
    expect(counts).toMatchObject({ objectCount: 1600, rootObjectCount: 400 });
    expect(all).toHaveLength(1600);
    expect(new Set(all.map(({ id }) => id)).size).toBe(1600);
    const place = new Map(all.map(({ id }, at) => [id, at]));
    const distances = all.flatMap(({ __parentId }, at) =>
      __parentId === undefined ? [] : [at - (place.get(__parentId) ?? Number.NaN)],
    );
    expect(distances.every(Number.isFinite)).toBe(true);
    expect(distances.filter((distance) => distance < -100).length).toBeGreaterThan(100);
    expect(distances.filter((distance) => distance > 100).length).toBeGreaterThan(100);
  });

  it("writes the same bytes again", async () => {
    const path = join(folder, "again.jsonl");
    const options = { path, products: 50, seed: SEED };
    await writeBulkFile(options);
    const first = await readFile(path);
    const { fileSize } = await writeBulkFile(options);
    expect((await readFile(path)).equals(first)).toBe(true);
    expect(fileSize).toBe(first.length);
  });

  it("writes only what changed, with later times and other titles", async () => {
    const path = join(folder, "changed.jsonl");
    const counts = await writeChangedBulkFile({ path, products: 1000, seed: SEED, share: 0.01 });
    expect(counts.rootObjectCount).toBe(10);
    for (const line of await lines(path)) {
      if (line.__parentId !== undefined) continue;
      expect(line.title).toMatch(/ II$/);
      expect(line.updatedAt && line.updatedAt > "2026-11-01").toBe(true);
    }
  });
});
