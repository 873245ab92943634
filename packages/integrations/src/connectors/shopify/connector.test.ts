import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateProduct, productLine, variantLine } from "@v1/stack/catalog";
import { type DemoStore, startDemoStore } from "@v1/stack/demo-store";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createHttpClient } from "../../http/client.ts";
import { guardConnection } from "../../http/connection-guard.ts";
import type { Connector, Page, Position, ReadRequest, ReadSummary } from "../../kit/connector.ts";
import type { HttpClient } from "../../kit/http.ts";
import { shopify } from "./connector.ts";
import { parseNode, type ShopifyProduct, shopifyProduct } from "./raw.ts";

const PRODUCTS = 430;
const SEED = 11;

let store: DemoStore;
let spillFolder: string;
const http = createHttpClient({ allowPrivate: true, retryMs: 1 });

beforeAll(async () => {
  store = await startDemoStore({ products: PRODUCTS, seed: SEED });
  spillFolder = await mkdtemp(join(tmpdir(), "connector-"));
});
afterAll(async () => {
  await store.stop();
  await http.close();
  await rm(spillFolder, { recursive: true, force: true });
});

function context(overrides: { accessToken?: string; signal?: AbortSignal } = {}) {
  return {
    config: { shop: store.url } as never,
    secrets: { accessToken: overrides.accessToken ?? store.token },
    http: signed(overrides.accessToken ?? store.token),
    signal: overrides.signal ?? new AbortController().signal,
    spillFolder,
  };
}

/** As the engine gives it to a connector. */
function signed(accessToken: string): HttpClient {
  const kept = { connector: shopify as Connector, config: { shop: store.url }, secrets: { accessToken } };
  return guardConnection({ http }, { ...kept, scope: null }).http;
}

interface Read {
  pages: Page<ShopifyProduct>[];
  summary: ReadSummary;
  raws: ShopifyProduct[];
}

async function read(request: Partial<ReadRequest> = {}, most = Number.POSITIVE_INFINITY): Promise<Read> {
  const generator = shopify.read(context(), {
    mode: "full",
    since: null,
    position: null,
    pageSize: 100,
    ...request,
  });
  const pages: Page<ShopifyProduct>[] = [];
  let summary: ReadSummary = { verified: false };
  while (pages.length < most) {
    const step = await generator.next();
    if (step.done) {
      summary = step.value;
      break;
    }
    pages.push(step.value);
  }
  await generator.return(summary);
  return { pages, summary, raws: pages.flatMap(({ records }) => records.map(({ raw }) => raw)) };
}

/** What the catalog's own bulk file would hold of a product. */
function generated(index: number): ShopifyProduct {
  const product = generateProduct(SEED, index);
  const variants = product.variants.map((variant) => parseNode(variantLine(product, variant)) ?? {});
  return shopifyProduct(parseNode(productLine(SEED, product)) ?? {}, variants);
}

describe("check", () => {
  it("says whose shop it is and how much it holds", async () => {
    expect(await shopify.check(context())).toEqual({
      account: { id: "gid://shopify/Shop/61234567890", name: "Lund & Alder" },
      products: PRODUCTS,
      currency: "EUR",
    });
  });

  it("names the credential that is wrong", async () => {
    await expect(shopify.check(context({ accessToken: "shpat_wrong" }))).rejects.toMatchObject({
      code: "unauthenticated",
      message: expect.stringContaining("accessToken"),
      hint: expect.stringContaining("read_products"),
    });
  });

  it.each([
    [{ shop: "not a shop" }, "shop"],
    [{ shop: "a.myshopify.com", apiVersion: "latest" }, "apiVersion"],
  ])("refuses the settings %j", async (config, field) => {
    const checking = shopify.check({ ...context(), config: config as never });
    await expect(checking).rejects.toMatchObject({
      code: "bad_request",
      fields: { [field]: expect.any(String) },
    });
  });
});

describe("full read", () => {
  it("gives the whole catalog in order, whole products, from children that came scattered", async () => {
    const { pages, summary, raws } = await read();
    expect(raws).toEqual(Array.from({ length: PRODUCTS }, (_, index) => generated(index)));
    expect(pages.map(({ records }) => records.length)).toEqual([100, 100, 100, 100, 30]);
    expect(pages.map(({ total }) => total)).toEqual(pages.map(() => PRODUCTS));
    expect(summary).toMatchObject({ verified: true, sourceTime: expect.stringMatching(/^20\d\d-.*Z$/) });
    expect(await readdir(spillFolder)).toEqual([]);
  });

  it("maps every product without an issue", async () => {
    const { pages } = await read();
    for (const record of pages.flatMap(({ records }) => records)) {
      const mapped = shopify.map(record, context().config);
      expect(mapped).toMatchObject({ externalId: record.externalId, issues: [], variantsComplete: true });
    }
  });

  it("goes on at its position in the same export, in another process too", async () => {
    const first = await read({}, 2);
    const position = throughJson(first.pages.at(-1)?.position);
    const rest = await read({ position });
    expect([...first.raws, ...rest.raws].map(({ id }) => id)).toEqual(
      (await read()).raws.map(({ id }) => id),
    );
    expect(rest.pages[0]?.records[0]?.ordinal).toBe(200);
    expect(rest.pages[0]?.position).toMatchObject({ bulkOperationId: position.bulkOperationId });
  });

  it("starts anew where the export's file is gone", async () => {
    const { pages } = await read({}, 2);
    store.control({ action: "fault", fault: "download_expired" });
    expect((await read({ position: throughJson(pages.at(-1)?.position) })).raws).toHaveLength(PRODUCTS);
  });

  it("starts anew where the export is gone", async () => {
    const position = { bulkOperationId: "gid://shopify/BulkOperation/1", ordinal: 300 };
    expect((await read({ position })).raws).toHaveLength(PRODUCTS);
  });

  it.each([
    ["bulk_miscounts", /should hold/],
    ["download_cut", /cut off/],
    ["download_expired", /no longer valid/],
  ] as const)("gives nothing when %s", async (fault, message) => {
    store.control({ action: "fault", fault, times: 10 });
    try {
      await expect(read()).rejects.toMatchObject({ message: expect.stringMatching(message) });
    } finally {
      store.control({ action: "fault", fault, times: 0 });
    }
  });

  it("waits out throttling and an overloaded shop", async () => {
    store.control({ action: "fault", fault: "throttled", times: 1 });
    store.control({ action: "fault", fault: "unavailable", times: 1 });
    expect((await read({}, 1)).raws).toHaveLength(100);
  });

  it("ends when it is cancelled, and cancels the export", async () => {
    store.control({ action: "slow", pageDelayMs: 200 });
    const cancel = new AbortController();
    try {
      const generator = shopify.read(context({ signal: cancel.signal }), {
        mode: "full",
        since: null,
        position: null,
        pageSize: 100,
      });
      const reading = generator.next();
      setTimeout(() => cancel.abort(), 400);
      await expect(reading).rejects.toMatchObject({ name: "AbortError" });
      const query = `{ bulkOperations(last: 1) { nodes { status } } }`;
      const status = async () => JSON.stringify(await ask(query));
      await expect.poll(status, { timeout: 5_000 }).toContain('"CANCELED"');
    } finally {
      store.control({ action: "slow", pageDelayMs: 0 });
    }
  });
});

describe("incremental read", () => {
  const since = "2026-11-01T00:00:00Z";

  it("gives nothing where nothing has changed, and is verified", async () => {
    const { raws, summary } = await read({ mode: "incremental", since });
    expect(raws).toEqual([]);
    expect(summary).toMatchObject({ verified: true, sourceTime: expect.any(String) });
  });

  it("gives what has changed, in the very form of the full read", async () => {
    const ids = [3, 141, 7, 422].map((index) => {
      const { product } = store.control({ action: "edit", index, set: { title: `Edited ${index}` } });
      return String(product?.id);
    });
    const { raws } = await read({ mode: "incremental", since });
    expect(raws.map(({ id }) => id).sort()).toEqual([...ids].sort());
    const full = (await read()).raws.filter(({ id }) => ids.includes(id));
    const byId = (list: ShopifyProduct[]) => list.map((raw) => JSON.stringify(raw)).sort();
    expect(byId(raws)).toEqual(byId(full));
  });

  it("fetches all of a product's variants, however many", async () => {
    const made = store.control({ action: "get", index: 9 }).product;
    const [variant] = made?.variants ?? [];
    if (!variant) throw new Error("the product has no variant");
    const variants = Array.from({ length: 257 }, (_, at) => ({
      ...variant,
      id: 10_000 + at,
      position: at + 1,
    }));
    store.control({ action: "edit", index: 9, set: { variants } });
    const { raws } = await read({ mode: "incremental", since });
    const found = raws.find(({ id }) => id === String(made?.id));
    expect(found?.variants.map(({ position }) => position)).toEqual(variants.map(({ position }) => position));
    store.control({ action: "edit", index: 9, set: { variants: made?.variants ?? [] } });
  });

  it("goes on at its position", async () => {
    store.control({ action: "change", every: 10 });
    const whole = await read({ mode: "incremental", since, pageSize: 10 });
    expect(whole.raws.length).toBeGreaterThanOrEqual(43);
    const first = await read({ mode: "incremental", since, pageSize: 10 }, 2);
    const position = throughJson(first.pages.at(-1)?.position);
    const rest = await read({ mode: "incremental", since, pageSize: 10, position });
    expect([...first.raws, ...rest.raws]).toEqual(whole.raws);
    const ordinals = [...first.pages, ...rest.pages].flatMap(({ records }) =>
      records.map(({ ordinal }) => ordinal),
    );
    expect(ordinals).toEqual(whole.raws.map((_, at) => at));
  });

  it("exports in bulk when much has changed", async () => {
    store.control({ action: "change", every: 2 });
    const { raws, pages, summary } = await read({ mode: "incremental", since });
    expect(pages[0]?.position).toHaveProperty("bulkOperationId");
    expect(raws.length).toBeGreaterThanOrEqual(215);
    expect(raws.length).toBeLessThan(PRODUCTS);
    expect(summary.verified).toBe(true);
  });

  it("a deleted product is no longer there, a restored one is", async () => {
    const gone = store.control({ action: "get", index: 20 }).product?.id;
    store.control({ action: "delete", index: 20 });
    const has = async () => (await read()).raws.some(({ id }) => id === String(gone));
    expect(await has()).toBe(false);
    store.control({ action: "restore", index: 20 });
    expect(await has()).toBe(true);
  });
});

it("keeps within a small bucket, so that it is never throttled", { timeout: 30_000 }, async () => {
  const small = await startDemoStore({ products: 30, seed: 1, bucket: { maximum: 700, restoreRate: 1_500 } });
  let throttled = 0;
  const counting: HttpClient = {
    request: async (url, options) => {
      const response = await signed(small.token).request(url, options);
      const text = await response.text();
      if (text.includes("THROTTLED")) throttled += 1;
      return { ...response, text: async () => text };
    },
  };
  try {
    small.control({ action: "change", every: 1 });
    const generator = shopify.read(
      { ...context(), http: counting, config: { shop: small.url } as never },
      { mode: "incremental", since: "2026-11-01T00:00:00Z", position: null, pageSize: 10 },
    );
    const ids: string[] = [];
    for await (const page of generator) ids.push(...page.records.map(({ externalId }) => externalId));
    expect(new Set(ids).size).toBe(30);
    expect(throttled).toBe(0);
  } finally {
    await small.stop();
  }
});

function throughJson(position: Position | undefined): Position {
  return JSON.parse(JSON.stringify(position));
}

async function ask(query: string): Promise<unknown> {
  const response = await fetch(`${store.url}/admin/api/2026-07/graphql.json`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-shopify-access-token": store.token },
    body: JSON.stringify({ query }),
  });
  return response.json();
}
