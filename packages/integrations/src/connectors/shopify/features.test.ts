import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MappedProduct } from "@v1/core";
import { type DemoStore, startDemoStore } from "@v1/stack/demo-store";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createHttpClient } from "../../http/client.ts";
import type { RawRecord, ReadRequest } from "../../kit/connector.ts";
import type { HttpClient } from "../../kit/http.ts";
import type { ShopifyConfig } from "./config.ts";
import { shopify } from "./connector.ts";
import { lookAtOptions } from "./look-at-options.ts";
import type { ShopifyProduct } from "./raw.ts";

let store: DemoStore;
let spillFolder: string;
const plain = createHttpClient({ allowPrivate: true, retryMs: 1 });
const asked: string[] = [];
/** Remembers what was asked. */
const http: HttpClient = {
  request: (url, options) => {
    asked.push(String(options?.body ?? ""));
    return plain.request(url, options);
  },
};

beforeAll(async () => {
  store = await startDemoStore({ products: 12, seed: 4 });
  spillFolder = await mkdtemp(join(tmpdir(), "features-"));
});
afterAll(async () => {
  await store.stop();
  await plain.close();
  await rm(spillFolder, { recursive: true, force: true });
});

type Settings = Partial<Omit<ShopifyConfig, "metafields" | "optionNames">> & {
  metafields?: Partial<ShopifyConfig["metafields"]>;
  optionNames?: Partial<ShopifyConfig["optionNames"]>;
};

const contextOf = (settings: Settings) => ({
  config: { shop: store.url, ...settings } as never,
  secrets: { accessToken: store.token },
  http,
  signal: new AbortController().signal,
  spillFolder,
});

async function records(
  settings: Settings,
  mode: ReadRequest["mode"] = "full",
): Promise<RawRecord<ShopifyProduct>[]> {
  const since = mode === "full" ? null : "2026-11-01T00:00:00Z";
  const found: RawRecord<ShopifyProduct>[] = [];
  const request = { mode, since, position: null, pageSize: 100 };
  for await (const page of shopify.read(contextOf(settings), request)) found.push(...page.records);
  return found;
}

/** The product at a place of the catalog, as it is mapped. */
async function mapped(index: number, settings: Settings): Promise<MappedProduct> {
  const id = String(store.catalog.at(index)?.id);
  const record = (await records(settings)).find(({ externalId }) => externalId === id);
  const result = record && shopify.map(record, contextOf(settings).config);
  if (!result || "code" in result) throw new Error(`Product ${index} is not mapped.`);
  return result;
}

function edit(index: number, set: object): void {
  const { ok } = store.control({ action: "edit", index, set });
  if (!ok) throw new Error(`There is no product ${index}.`);
}

function withMetafields(index: number, values: Record<string, [type: string, value: string]>): void {
  const before = store.catalog.at(index)?.metafields ?? [];
  const kept = before.filter(({ key }) => !(key in values));
  const added = Object.entries(values).map(([key, [type, value]]) => ({
    namespace: "custom",
    key,
    type,
    value,
  }));
  edit(index, { metafields: [...kept, ...added] });
}

type Field = [key: string, value: string, type?: string];

function metaobject(displayName: string, ...fields: Field[]): string {
  const set = {
    type: "entry",
    displayName,
    fields: fields.map(([key, value, type = "single_line_text_field"]) => ({ key, type, value })),
  };
  return store.control({ action: "metaobject", set }).gid ?? "";
}

describe("metaobjects", () => {
  it("are read into compositions, claims and single texts, each asked for once", async () => {
    const linen = metaobject("European linen", ["fibre", "Linen"], ["origin", "BE"]);
    const share = (name: string, percentage: string) =>
      metaobject(`${name} ${percentage}`, ["material", name], ["percentage", percentage, "number_decimal"]);
    const shell = [share(linen, "60"), share("Cotton", "40")];
    const oekoTex = metaobject("OEKO-TEX Standard 100", ["number", "S-2201"]);
    const list = (gids: string[]): [string, string] => ["list.metaobject_reference", JSON.stringify(gids)];
    for (const index of [1, 2]) {
      withMetafields(index, {
        composition: list(shell),
        certificates: list([oekoTex]),
        season: ["metaobject_reference", metaobject("Spring 2027")],
      });
    }
    asked.length = 0;
    const settings = { metafields: { certificates: "custom.certificates" } };
    const { observed, issues } = await mapped(1, settings);
    expect(issues).toEqual([]);
    expect(observed["product.materials"]).toEqual([
      { name: "European linen", percentage: "60.00", component: "main" },
      { name: "Cotton", percentage: "40.00", component: "main" },
    ]);
    expect(observed["product.ecoClaims"]).toContain("OEKO-TEX Standard 100");
    expect(observed["product.ecoClaims"]).toHaveLength(2);
    expect(observed["product.season"]).toBe("Spring 2027");
    const ids = asked.flatMap((body) => body.match(/gid:\/\/shopify\/Metaobject\/\d+/g) ?? []);
    expect(ids.length).toBeGreaterThan(4);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("with parts of their own make components; a yes or no is one", async () => {
    const cupro = metaobject(
      "Cupro 100",
      ["name", "Cupro"],
      ["percentage", "100"],
      ["recyclable", "true", "boolean"],
    );
    const lining = metaobject(
      "Lining",
      ["part", "Lining"],
      ["materials", JSON.stringify([cupro]), "list.metaobject_reference"],
    );
    withMetafields(3, { composition: ["metaobject_reference", lining] });
    expect((await mapped(3, {})).observed["product.materials"]).toEqual([
      { name: "Cupro", percentage: "100.00", component: "Lining", recyclable: true },
    ]);
  });

  it("that cannot be read leave the field as it is, and say what to do", async () => {
    withMetafields(4, { composition: ["metaobject_reference", "gid://shopify/Metaobject/1"] });
    const { observed, issues } = await mapped(4, {});
    expect(observed).not.toHaveProperty(["product.materials"], expect.anything());
    expect(issues).toEqual([
      expect.objectContaining({
        field: "product.materials",
        hint: expect.stringContaining("read_metaobjects"),
      }),
    ]);
  });
});

it("care ends the description, an origin stands for materials that name none", async () => {
  const root = {
    type: "root",
    children: [
      {
        type: "paragraph",
        children: [
          { type: "text", value: "Wash at " },
          { type: "text", value: "30°" },
        ],
      },
      {
        type: "list",
        children: [{ type: "list-item", children: [{ type: "text", value: "Do not bleach" }] }],
      },
    ],
  };
  edit(5, { descriptionHtml: "<p>A shirt.</p>" });
  withMetafields(5, {
    care: ["rich_text_field", JSON.stringify(root)],
    origin: ["single_line_text_field", "PT"],
    composition: ["single_line_text_field", "Cotton:80|Elastane:20"],
  });
  const { observed } = await mapped(5, { metafields: { care: "custom.care", origin: "custom.origin" } });
  expect(observed["product.description"]).toBe("A shirt.\n\nWash at 30°\nDo not bleach");
  expect(observed["product.materials"]).toEqual([
    { name: "Cotton", percentage: "80.00", component: "main", country: "PT" },
    { name: "Elastane", percentage: "20.00", component: "main", country: "PT" },
  ]);
});

describe("a market", () => {
  it("brings its prices and its currency", async () => {
    const settings = { market: { country: "CH", currency: "CHF" } };
    const { currency } = await shopify.check(contextOf(settings));
    const { observed } = await mapped(6, settings);
    const prices = store.catalog.at(6)?.variants.map(({ price }) => Number(price)) ?? [];
    expect(currency).toBe("CHF");
    expect(observed["product.price"]).toEqual({
      amount: (Math.min(...prices) * 0.95).toFixed(2),
      currency: "CHF",
    });
  });

  it("that sells in another currency than was chosen leaves prices as they are, with one issue", async () => {
    const { observed, variants, issues } = await mapped(6, { market: { country: "SE", currency: "CHF" } });
    expect(observed).not.toHaveProperty(["product.price"]);
    expect(variants.every((variant) => !("product.price" in variant.observed))).toBe(true);
    expect(variants.flatMap((variant) => variant.observed.$inherit ?? [])).not.toContain("product.price");
    expect(issues).toEqual([
      expect.objectContaining({
        field: "product.price",
        message: "The shop's price for SE is in EUR, not in CHF.",
        hint: expect.stringContaining("active market"),
      }),
    ]);
  });

  it("in a currency that the shop does not sell in is refused by the check", async () => {
    const checking = shopify.check(contextOf({ market: { country: "US", currency: "USD" } }));
    await expect(checking).rejects.toMatchObject({
      code: "bad_request",
      hint: expect.stringContaining("EUR, CHF, DKK, GBP"),
      fields: { "market.currency": expect.any(String) },
    });
  });
});

it("variants bring their own images, and show the product's where they have none", async () => {
  const product = store.catalog.at(0);
  const [first, second] = product?.variants ?? [];
  if (!product || !first || !second) throw new Error("The product has too few variants.");
  const own = "https://cdn.example/own.jpg";
  edit(0, {
    variants: [
      { ...first, imageUrl: own },
      { ...second, imageUrl: product.imageUrl },
      ...product.variants.slice(2),
    ],
  });
  const { variants } = await mapped(0, { variantImages: true });
  expect(variants.map(({ observed }) => observed["product.image"])).toEqual([own, undefined, undefined]);
  expect(variants.map(({ observed }) => observed.$inherit?.includes("product.image"))).toEqual([
    false,
    true,
    true,
  ]);
  const silent = (await mapped(0, {})).variants;
  expect(silent.some(({ observed }) => observed.$inherit?.includes("product.image"))).toBe(false);
});

it("colours carry the hex of their swatches", async () => {
  const colour = store.catalog.at(7)?.variants[0]?.options.find(({ name }) => name === "Color")?.value ?? "";
  edit(7, { swatches: { [colour]: "#AB12CD" } });
  const { variants } = await mapped(7, {});
  expect(variants[0]?.observed["variant.color"]).toEqual({ name: colour, hex: "#ab12cd" });
});

describe("groupBy", () => {
  it("takes a metafield's value, the product's own id, or nothing", async () => {
    withMetafields(8, { style: ["single_line_text_field", " ST-100 "] });
    const id = String(store.catalog.at(8)?.id);
    expect((await mapped(8, { groupBy: "custom.style" })).groupKey).toBe("ST-100");
    expect((await mapped(9, { groupBy: "custom.style" })).groupKey).toBeNull();
    expect((await mapped(8, { groupBy: "id" })).groupKey).toBe(id);
    expect((await mapped(8, {})).groupKey).toBeNull();
  });

  it("that cannot be read groups nothing, and is listed", async () => {
    withMetafields(10, { style: ["list.single_line_text_field", '["A","B"]'] });
    const { groupKey, issues } = await mapped(10, { groupBy: "custom.style" });
    expect(groupKey).toBeNull();
    expect(issues).toEqual([expect.objectContaining({ field: null, excerpt: '["A","B"]' })]);
  });
});

it("options are suggested with what speaks for them, and called what the brand says", async () => {
  const variants = (store.catalog.at(11)?.variants ?? []).map((variant, at) => ({
    ...variant,
    options: [
      { name: "Finish", value: ["Matt black", "Ecru", "Dune", "Sand", "Navy"][at] ?? "White" },
      { name: "Snit", value: ["S", "M", "L", "XL", "XXL"][at] ?? "XS" },
    ],
  }));
  edit(11, { variants });
  const seen = await lookAtOptions(contextOf({}));
  expect(seen.filter(({ evidence }) => evidence.by === "name").map(({ name, kind }) => [name, kind])).toEqual(
    expect.arrayContaining([
      ["Color", "color"],
      ["Size", "size"],
    ]),
  );
  expect(seen.find(({ name }) => name === "Finish")).toMatchObject({ kind: "other" });
  const settings = { optionNames: { color: ["Finish"], size: ["Snit"] } };
  const [first] = (await mapped(11, settings)).variants;
  expect(first?.observed).toMatchObject({ "variant.color": "Matt black", "variant.size": "S" });
  expect(first?.observed).not.toHaveProperty(["variant.option"]);
});

it("2,048 variants come whole, in the very same form, paged and in bulk, with all that can be asked for", async () => {
  const [variant] = store.catalog.at(2)?.variants ?? [];
  if (!variant) throw new Error("The product has no variant.");
  const variants = Array.from({ length: 2_048 }, (_, at) => ({
    ...variant,
    id: 500_000 + at,
    position: at + 1,
    sku: `S-${at}`,
  }));
  edit(2, { variants });
  const id = String(store.catalog.at(2)?.id);
  const settings: Settings = {
    variantImages: true,
    market: { country: "DK", currency: "DKK" },
    groupBy: "custom.style",
  };
  const of = async (mode: ReadRequest["mode"]) =>
    (await records(settings, mode)).find(({ externalId }) => externalId === id)?.raw;
  const [paged, bulk] = [await of("incremental"), await of("full")];
  expect(paged?.variants).toHaveLength(2_048);
  expect(JSON.stringify(paged)).toBe(JSON.stringify(bulk));
});

it("supplies what its settings name a source for", () => {
  const off = { metafields: { materials: null, ecoClaims: null } };
  const supplied = (settings: Settings) => shopify.supplies?.(contextOf(settings).config) ?? [];
  expect(supplied({})).toEqual(Object.keys(shopify.fields));
  const without = Object.keys(shopify.fields).filter(
    (key) => key !== "product.materials" && key !== "product.ecoClaims",
  );
  expect(supplied(off)).toEqual(without);
  const certified = { metafields: { ...off.metafields, certificates: "custom.certificates" } };
  expect(supplied(certified)).toContain("product.ecoClaims");
});

describe("a version that is no longer served", () => {
  it("is said so, with the one that is", async () => {
    store.control({ action: "fault", fault: "retired_version" });
    await expect(shopify.check(contextOf({ apiVersion: "2026-04" }))).rejects.toMatchObject({
      code: "precondition_failed",
      message: expect.stringContaining("2026-04"),
      hint: expect.stringContaining("2026-10 or a newer"),
    });
  });
});
