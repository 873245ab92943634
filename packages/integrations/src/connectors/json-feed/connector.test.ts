import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import type { RequestListener } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createHttpClient } from "../../http/client.ts";
import { type Site, startSite } from "../../http/testing/site.ts";
import type { Page, ReadRequest, ReadSummary } from "../../kit/connector.ts";
import { configOf } from "./config.ts";
import { jsonFeed } from "./connector.ts";

const http = createHttpClient({ allowPrivate: true, retries: 0 });
let spillFolder: string;
let site: Site | undefined;

beforeAll(async () => {
  spillFolder = await mkdtemp(join(tmpdir(), "feed-"));
});
afterEach(() => site?.stop());
afterAll(async () => {
  await http.close();
  await rm(spillFolder, { recursive: true, force: true });
});

async function feed(listener: RequestListener, settings: object = {}) {
  site = await startSite(listener);
  const config = configOf({ url: `${site.url}/feed`, fields: { "product.name": "name" }, ...settings });
  return { config, secrets: {}, http, signal: new AbortController().signal, spillFolder };
}

const serving =
  (body: string | (() => string), headers: Record<string, string> = {}): RequestListener =>
  (_, response) =>
    void response.writeHead(200, headers).end(typeof body === "string" ? body : body());

async function read(context: Awaited<ReturnType<typeof feed>>, request: Partial<ReadRequest> = {}) {
  const all: ReadRequest = { mode: "full", since: null, position: null, pageSize: 10, ...request };
  const generator = jsonFeed.read(context, all);
  const pages: Page<unknown>[] = [];
  let step = await generator.next();
  for (; !step.done; step = await generator.next()) pages.push(step.value);
  const records = pages.flatMap((page) => page.records);
  const summary: ReadSummary = step.value;
  return { pages, records, summary, mapped: records.map((record) => jsonFeed.map(record, context.config)) };
}

const ids = ({ records }: Awaited<ReturnType<typeof read>>) => records.map(({ externalId }) => externalId);

describe("a feed that has not changed", () => {
  const modified = "Mon, 02 Mar 2026 10:00:00 GMT";
  const conditional: RequestListener = ({ headers }, response) => {
    const since = Date.parse(headers["if-modified-since"] ?? "");
    const same = headers["if-none-match"]
      ? headers["if-none-match"] === '"v1"'
      : since >= Date.parse(modified);
    response.writeHead(same ? 304 : 200, { etag: '"v1"', "last-modified": modified });
    response.end(same ? "" : '[{"id":1},{"id":2}]');
  };

  it("costs one request, by what the last read left", async () => {
    const context = await feed(conditional);
    const first = await read(context);
    expect(ids(first)).toEqual(["1", "2"]);
    const { memory } = first.summary;
    const again = await read(context, { mode: "incremental", since: "2020-01-01T00:00:00Z", memory });
    expect(again).toMatchObject({ records: [], summary: { verified: true, memory } });
    expect(site?.requests).toHaveLength(2);
    const other = await read(context, { mode: "incremental", since: null, memory: { etag: '"v0"' } });
    expect(ids(other)).toEqual(["1", "2"]);
  });

  it("costs one request, by its time", async () => {
    const context = await feed(conditional);
    const later = await read(context, { mode: "incremental", since: "2026-03-02T10:00:00Z" });
    expect(later).toMatchObject({ records: [], summary: { verified: true } });
    const before = await read(context, { mode: "incremental", since: "2026-03-02T09:59:59Z" });
    expect(ids(before)).toEqual(["1", "2"]);
  });

  it("is read in full where all of it is asked for, since only what is seen is not gone", async () => {
    const context = await feed(conditional);
    const { memory } = (await read(context)).summary;
    expect(ids(await read(context, { mode: "full", since: "2026-04-01T00:00:00Z", memory }))).toHaveLength(2);
  });
});

describe("formats", () => {
  const product = { id: 9007199254740993n, name: "Größe 🧵", price: "1.10" };
  const json = '{"id":9007199254740993,"name":"Größe 🧵","price":1.10,"tags":["a","b"]}';
  const xml =
    "<p><id>9007199254740993</id><name>Größe &amp; <![CDATA[🧵]]></name><price>1.10</price><tags>a</tags><tags>b</tags></p>";

  it.each([
    ["json", "data.products", `{"meta":[1],"data":{"products":[${json}]},"rest":{}}`],
    ["json", "", `[${json}]`],
    ["json-lines", "", `${json}\n\n`],
    ["xml", "p", `<?xml version="1.0"?><shop><title>x</title><list>${xml}</list></shop>`],
  ])("%s at %j, numbers as they are written", async (format, records, body) => {
    const fields = { "product.name": "name", "product.price": "price", "product.tags": "tags" };
    const context = await feed(serving(body), { format, records, fields, currency: "SEK" });
    const { mapped, summary } = await read(context);
    expect(mapped).toMatchObject([
      {
        externalId: String(product.id),
        observed: {
          "product.identifier": String(product.id),
          "product.name": expect.stringMatching(/^Größe .*🧵$/),
          "product.price": { amount: "1.10", currency: "SEK" },
          "product.tags": ["a", "b"],
        },
        issues: [],
      },
    ]);
    expect(summary.verified).toBe(true);
  });

  it("reads a merchant feed: variants as records of a group, prices with their currency", async () => {
    const item = (id: string, color: string) =>
      `<item><g:id>${id}</g:id><g:item_group_id>shirt</g:item_group_id><title>Shirt</title>
      <g:price>19.90 EUR</g:price><g:color>${color}</g:color><g:shipping_weight>350 g</g:shipping_weight></item>`;
    const body = `<?xml version="1.0" encoding="ISO-8859-1"?><rss xmlns:g="http://base.google.com/ns/1.0"><channel>
      ${item("1", "Grün")}${item("2", "Rot")}</channel></rss>`;
    const context = await feed((_, response) => void response.end(Buffer.from(body, "latin1")), {
      format: "xml",
      records: "item",
      id: "g:id",
      groupKey: "g:item_group_id",
      fields: {
        "product.name": "title",
        "product.price": "g:price",
        "product.weight": "g:shipping_weight",
      },
      variants: { list: "", id: "g:id", fields: { "variant.color": "g:color" } },
    });
    expect((await read(context)).mapped).toMatchObject([
      {
        externalId: "1",
        groupKey: "shirt",
        observed: {
          "product.price": { amount: "19.90", currency: "EUR" },
          "product.weight": { value: "350.00", unit: "g" },
        },
        variants: [{ externalId: "1", observed: { "variant.color": "Grün" } }],
      },
      { externalId: "2", groupKey: "shirt", variants: [{ observed: { "variant.color": "Rot" } }] },
    ]);
  });
});

describe("what goes wrong", () => {
  it.each([
    ["json", '[{"id":1},{"id":2}', /not the JSON/],
    ["json", "<html>Sign in</html>", /not the JSON/],
    ["json", '{"id":1}', /not the JSON/],
    ["xml", "<l><product><id>1</id></product>", /not well-formed/],
    ["xml", "<l><product><id>1</l>", /not well-formed/],
    ["xml", `<!DOCTYPE l [<!ENTITY a "aaaa">]><l><product><id>&a;</id></product></l>`, /not well-formed/],
    ["xml", `<l>${"<product>".repeat(100)}</l>`, /nested too deeply/],
  ])("%s that says %j", async (format, body, message) => {
    const context = await feed(serving(body), { format });
    await expect(read(context)).rejects.toMatchObject({ message: expect.stringMatching(message) });
    expect(await readdir(spillFolder)).toEqual([]);
  });

  it("a list that is not where the settings say is no empty feed", async () => {
    const context = await feed(serving('{"products":[{"id":1}]}'), { records: "items" });
    await expect(read(context)).rejects.toMatchObject({
      code: "bad_request",
      message: expect.stringContaining("nothing at “items”"),
    });
  });

  it("a broken line fails alone, and nothing is called gone by such a read", async () => {
    const context = await feed(serving('{"id":1}\n{"id":\n{"id":3}\n'), { format: "json-lines" });
    const { mapped, summary } = await read(context);
    expect(mapped).toMatchObject([
      { externalId: "1" },
      { code: "unmappable_record", excerpt: '{"id":' },
      { externalId: "3" },
    ]);
    expect(summary).toEqual({ verified: false, reason: "1 lines of the feed cannot be read." });
  });

  it("an id that is not where the settings say is found out by the check", async () => {
    const context = await feed(serving('[{"sku":"a","name":"Shirt"}]'));
    await expect(jsonFeed.check(context)).rejects.toMatchObject({
      code: "bad_request",
      hint: expect.stringContaining("sku, name"),
    });
  });

  it("a feed that changed while its reading paused is read anew", async () => {
    let body = '[{"id":1},{"id":2},{"id":3}]';
    const context = await feed(serving(() => body));
    const { pages } = await read(context, { pageSize: 2 });
    const position = pages[0]?.position ?? null;
    expect(ids(await read(context, { pageSize: 2, position }))).toEqual(["3"]);
    body = '[{"id":0},{"id":1},{"id":2},{"id":3}]';
    expect(ids(await read(context, { pageSize: 2, position }))).toEqual(["0", "1", "2", "3"]);
  });
});

it("supplies what its settings name", () => {
  const config = {
    url: "https://x.example/feed",
    fields: { "product.name": "n" },
    variants: { list: "v", fields: { "variant.sku": "s", "product.name": "n" } },
  };
  expect(jsonFeed.supplies?.(config)).toEqual(["product.name", "variant.sku"]);
});

it("is less than 150 lines of its own", async () => {
  const sources = (await readdir(import.meta.dirname)).filter((name) => /(?<!\.test)\.ts$/.test(name));
  const texts = await Promise.all(sources.map((name) => readFile(join(import.meta.dirname, name), "utf8")));
  const lines = texts.flatMap((text) => text.split("\n")).filter((line) => line.trim() !== "");
  expect(sources).toContain("connector.ts");
  expect(lines.length).toBeLessThan(150);
});
