import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Page, ReadSummary } from "../../kit/connector.ts";
import { type BulkFileRead, readBulkFile } from "./bulk-file.ts";
import type { ShopifyProduct } from "./raw.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "bulk-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const product = (id: number, more: object = {}) =>
  JSON.stringify({
    id: `gid://shopify/Product/${id}`,
    handle: `p-${id}`,
    title: `Product ${id}`,
    tags: [],
    ...more,
  });
const variant = (id: number, parent: number, more: object = {}) =>
  JSON.stringify({
    id: `gid://shopify/ProductVariant/${id}`,
    sku: `S-${id}`,
    position: id % 10,
    ...more,
    __parentId: `gid://shopify/Product/${parent}`,
  });

type Read = { pages: Page<ShopifyProduct>[]; summary: ReadSummary };

async function read(lines: readonly string[], options: Partial<BulkFileRead> = {}): Promise<Read> {
  const bulkFile = join(folder, "export.jsonl");
  await writeFile(bulkFile, lines.map((line) => `${line}\n`).join(""));
  return readFrom({ bulkFile, pageSize: 2, ...options });
}

async function readFrom(
  options: Pick<BulkFileRead, "bulkFile" | "pageSize"> & Partial<BulkFileRead>,
): Promise<Read> {
  const pages: Page<ShopifyProduct>[] = [];
  const generator = readBulkFile({ spillFolder: join(folder, "spill"), position: null, ...options });
  for (;;) {
    const step = await generator.next();
    if (step.done) return { pages, summary: step.value };
    pages.push(step.value);
  }
}

const shape = ({ pages }: Read) =>
  pages.flatMap(({ records }) =>
    records.map(({ raw }) => [raw.id, ...raw.variants.map(({ id }) => id)].join(" ")),
  );

describe("pages", () => {
  it("end early where their products have many variants, and lose none", async () => {
    const ids = Array.from({ length: 3 }, (_, i) => i + 1);
    const lines = ids.flatMap((id) => [
      product(id),
      ...Array.from({ length: 5_000 }, (_, i) => variant(id * 10_000 + i, id)),
    ]);
    const { pages, summary } = await read(lines, { pageSize: 100 });
    expect(pages.map(({ records }) => records.map(({ raw }) => raw.variants.length))).toEqual([
      [5_000, 5_000],
      [5_000],
    ]);
    expect(summary.verified).toBe(true);
  });
});

describe("grouping", () => {
  it("brings scattered children to their products, in the order of the product lines", async () => {
    const lines = [
      variant(31, 3),
      product(2),
      variant(12, 1),
      product(1),
      variant(21, 2),
      product(3),
      variant(11, 1),
      variant(32, 3),
    ];
    const result = await read(lines, { objectCount: 8, rootObjectCount: 3 });
    expect(shape(result)).toEqual(["2 21", "1 11 12", "3 31 32"]);
    expect(result.summary).toEqual({ verified: true });
    expect(
      result.pages.map(({ records, position, total }) => [records.map((r) => r.ordinal), position, total]),
    ).toEqual([
      [[0, 1], { ordinal: 2 }, 3],
      [[2], { ordinal: 3 }, 3],
    ]);
    expect(await readdir(join(folder, "spill"))).toEqual([]);
  });

  it("goes on after any page with the very same sequence", async () => {
    const lines = Array.from({ length: 7 }, (_, i) => [variant(i * 10 + 1, 7 - i), product(i + 1)]).flat();
    const whole = shape(await read(lines));
    for (let ordinal = 0; ordinal <= 7; ordinal += 1) {
      expect(shape(await read(lines, { position: { ordinal } }))).toEqual(whole.slice(ordinal));
    }
  });

  it("does so across segments too", async () => {
    const lines = Array.from({ length: 2500 }, (_, i) => [
      product(i + 1),
      variant(i + 1, ((i * 7) % 2500) + 1),
    ]).flat();
    const whole = shape(await read(lines, { pageSize: 400 }));
    expect(whole).toHaveLength(2500);
    expect(new Set(whole).size).toBe(2500);
    expect(whole.every((each) => each.split(" ").length === 2)).toBe(true);
    expect(shape(await read(lines, { pageSize: 400, position: { ordinal: 1999 } }))).toEqual(
      whole.slice(1999),
    );
  });

  it("takes the last of two lines of one product or variant, in the first one's place", async () => {
    const result = await read([
      product(1, { title: "old" }),
      product(2),
      variant(5, 1, { sku: "old" }),
      product(1, { title: "new" }),
      variant(5, 1, { sku: "new" }),
    ]);
    const [first] = result.pages[0]?.records ?? [];
    expect(shape(result)).toEqual(["1 5", "2"]);
    expect(first?.raw.title).toBe("new");
    expect(first?.raw.variants[0]?.sku).toBe("new");
  });

  it("sorts variants by position, then by id as a number", async () => {
    const at = (id: number, position: number) => variant(id, 1, { position });
    const result = await read([at(100, 2), product(1), at(99, 2), at(7, 3), at(500, 1)]);
    expect(shape(result)).toEqual(["1 500 99 100 7"]);
  });

  it("is not misled by text that looks like a parent, an id or a line", async () => {
    const title = '"__parentId":"gid://shopify/Product/2"} \\ {"id":"gid://shopify/Product/9"\n';
    const result = await read([product(1, { title, vendor: "__parentId" }), variant(8, 1, { sku: title })]);
    expect(shape(result)).toEqual(["1 8"]);
    expect(result.pages[0]?.records[0]?.raw).toMatchObject({ title, vendor: "__parentId" });
  });

  it("reads fields in any order, CRLF, empty lines, a last line without its end, and every byte", async () => {
    const odd = `{"__parentId":"gid://shopify/Product/1","position":1,"sku":"قميص 🧵 \\\\ 'x'","id":"gid://shopify/ProductVariant/4"}\r`;
    const late = `{"handle":"p-1","id":"gid://shopify/Product/1","title":"Å"}\r`;
    const bulkFile = join(folder, "odd.jsonl");
    await writeFile(bulkFile, `${odd}\n\n${late}\n\r\n${product(2)}`);
    const { pages } = await readFrom({ bulkFile, pageSize: 10, objectCount: 3, rootObjectCount: 2 });
    expect(pages[0]?.records.map(({ raw }) => [raw.title, raw.variants[0]?.sku])).toEqual([
      ["Å", "قميص 🧵 \\ 'x'"],
      ["Product 2", undefined],
    ]);
  });
});

describe("what is not whole", () => {
  it.each([
    ["an object is missing", { objectCount: 4, rootObjectCount: 2 }],
    ["a product is missing", { objectCount: 3, rootObjectCount: 3 }],
    ["there is one too many", { objectCount: 2, rootObjectCount: 2 }],
  ])("gives nothing at all when %s by Shopify's count", async (_, counts) => {
    let pages = 0;
    const reading = async () => {
      for await (const _page of readBulkFile({
        bulkFile: join(folder, "export.jsonl"),
        pageSize: 1,
        spillFolder: join(folder, "spill"),
        position: null,
        ...counts,
      })) {
        pages += 1;
      }
    };
    await writeFile(join(folder, "export.jsonl"), [product(1), variant(1, 1), product(2)].join("\n"));
    await expect(reading()).rejects.toMatchObject({ code: "unavailable", retryable: true });
    expect(pages).toBe(0);
    expect(await readdir(join(folder, "spill"))).toEqual([]);
  });

  it("turns children without a product into a record that says so, and verifies nothing", async () => {
    const result = await read([variant(1, 99), product(1), variant(2, 99), variant(3, 1)]);
    expect(shape(result)).toEqual(["1 3", "99"]);
    expect(result.pages[0]?.records[1]?.raw.damage?.join()).toContain("not the product itself");
    expect(result.summary.verified).toBe(false);
    expect(shape(await read([variant(1, 99), product(1)], { position: { ordinal: 1 } }))).toEqual(["99"]);
  });

  it("keeps the id of a product whose line is damaged, and gives the rest", async () => {
    const broken = product(2).slice(0, -20);
    const result = await read([product(1), broken, variant(4, 2), product(3)]);
    expect(shape(result)).toEqual(["1", "2", "3"]);
    expect(result.pages[0]?.records[1]?.raw.damage).toEqual([broken]);
    expect(result.summary.verified).toBe(true);
  });

  it("marks a product whose variant is damaged, keeping its other variants", async () => {
    const broken = '{"id":"gid://shopify/ProductVariant/5","sku":x,"__parentId":"gid://shopify/Product/1"}';
    const result = await read([product(1), broken, variant(6, 1)]);
    expect(shape(result)).toEqual(["1 6"]);
    expect(result.pages[0]?.records[0]?.raw.damage).toEqual([broken]);
  });

  it("lists lines that name no product, and verifies nothing", async () => {
    const result = await read([product(1), "not json", '{"id":"gid://shopify/Collection/5"}']);
    expect(shape(result)).toEqual(["1", "unreadable-line-1", "unreadable-line-2"]);
    expect(result.summary).toMatchObject({ verified: false, reason: expect.stringContaining("2 lines") });
  });

  it("ends when the run is cancelled, and leaves no spilled data", async () => {
    const cancel = new AbortController();
    const bulkFile = join(folder, "export.jsonl");
    await writeFile(bulkFile, [1, 2, 3, 4].map((id) => product(id)).join("\n"));
    const generator = readBulkFile({
      bulkFile,
      pageSize: 1,
      spillFolder: join(folder, "spill"),
      position: null,
      signal: cancel.signal,
    });
    await generator.next();
    cancel.abort();
    await expect(generator.next()).rejects.toMatchObject({ name: "AbortError" });
    expect(await readdir(join(folder, "spill"))).toEqual([]);
  });
});
