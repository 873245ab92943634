import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { shopify } from "./connector.ts";
import { lookAtOptions } from "./look-at-options.ts";
import { type Settings, Shop } from "./testing/shop.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open(12);
});
afterEach(() => {
  shop.onRequest = () => undefined;
});
afterAll(() => shop.close());

describe("a market", () => {
  it("brings its prices and its currency", async () => {
    const settings = { market: { country: "CH", currency: "CHF" } };
    const { currency } = await shopify.check(shop.context(settings));
    const { observed } = await shop.mapped(6, settings);
    const prices = shop.store.catalog.at(6)?.variants.map(({ price }) => Number(price)) ?? [];
    expect(currency).toBe("CHF");
    expect(observed["product.price"]).toEqual({
      amount: (Math.min(...prices) * 0.95).toFixed(2),
      currency: "CHF",
    });
  });

  it("that sells in another currency than was chosen leaves prices as they are, with one issue", async () => {
    const { observed, variants, issues } = await shop.mapped(6, {
      market: { country: "SE", currency: "CHF" },
    });
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
    const checking = shopify.check(shop.context({ market: { country: "US", currency: "USD" } }));
    await expect(checking).rejects.toMatchObject({
      code: "bad_request",
      hint: expect.stringContaining("EUR, CHF, DKK, GBP"),
      fields: { "market.currency": expect.any(String) },
    });
  });
});

it("variants bring their own images, and show the product's where they have none", async () => {
  const product = shop.store.catalog.at(0);
  const [first, second] = product?.variants ?? [];
  if (!product || !first || !second) throw new Error("The product has too few variants.");
  const own = "https://cdn.example/own.jpg";
  shop.edit(0, {
    variants: [
      { ...first, imageUrl: own },
      { ...second, imageUrl: product.imageUrl },
      ...product.variants.slice(2),
    ],
  });
  const { variants } = await shop.mapped(0, { variantImages: true });
  expect(variants.map(({ observed }) => observed["product.image"])).toEqual([own, undefined, undefined]);
  expect(variants.map(({ observed }) => observed.$inherit?.includes("product.image"))).toEqual([
    false,
    true,
    true,
  ]);
  const silent = (await shop.mapped(0, {})).variants;
  expect(silent.some(({ observed }) => observed.$inherit?.includes("product.image"))).toBe(false);
});

it("colours carry the hex of their swatches", async () => {
  const colour =
    shop.store.catalog.at(7)?.variants[0]?.options.find(({ name }) => name === "Color")?.value ?? "";
  shop.edit(7, { swatches: { [colour]: "#AB12CD" } });
  const { variants } = await shop.mapped(7, {});
  expect(variants[0]?.observed["variant.color"]).toEqual({ name: colour, hex: "#ab12cd" });
});

describe("groupBy", () => {
  it("takes a metafield's value, the product's own id, or nothing", async () => {
    shop.setMetafields(8, { style: ["single_line_text_field", " ST-100 "] });
    expect((await shop.mapped(8, { groupBy: "custom.style" })).groupKey).toBe("ST-100");
    expect((await shop.mapped(9, { groupBy: "custom.style" })).groupKey).toBeNull();
    expect((await shop.mapped(8, { groupBy: "id" })).groupKey).toBe(shop.id(8));
    expect((await shop.mapped(8, {})).groupKey).toBeNull();
  });

  it("that cannot be read groups nothing, and is listed", async () => {
    shop.setMetafields(10, { style: ["list.single_line_text_field", '["A","B"]'] });
    const { groupKey, issues } = await shop.mapped(10, { groupBy: "custom.style" });
    expect(groupKey).toBeNull();
    expect(issues).toEqual([expect.objectContaining({ field: null, excerpt: '["A","B"]' })]);
  });
});

it("options are suggested with what speaks for them, and called what the brand says", async () => {
  const variants = (shop.store.catalog.at(11)?.variants ?? []).map((variant, at) => ({
    ...variant,
    options: [
      { name: "Finish", value: ["Matt black", "Ecru", "Dune", "Sand", "Navy"][at] ?? "White" },
      { name: "Snit", value: ["S", "M", "L", "XL", "XXL"][at] ?? "XS" },
    ],
  }));
  shop.edit(11, { variants });
  const seen = await lookAtOptions(shop.context({}));
  expect(seen.filter(({ evidence }) => evidence.by === "name").map(({ name, kind }) => [name, kind])).toEqual(
    expect.arrayContaining([
      ["Color", "color"],
      ["Size", "size"],
    ]),
  );
  expect(seen.find(({ name }) => name === "Finish")).toMatchObject({ kind: "other" });
  const settings = { optionNames: { color: ["Finish"], size: ["Snit"] } };
  const [first] = (await shop.mapped(11, settings)).variants;
  expect(first?.observed).toMatchObject({ "variant.color": "Matt black", "variant.size": "S" });
  expect(first?.observed).not.toHaveProperty(["variant.option"]);
});

it("2,048 variants come whole, in the very same form, paged and in bulk, with all that can be asked for", async () => {
  const [variant] = shop.store.catalog.at(2)?.variants ?? [];
  if (!variant) throw new Error("The product has no variant.");
  const variants = Array.from({ length: 2_048 }, (_, at) => ({
    ...variant,
    id: 500_000 + at,
    position: at + 1,
    sku: `S-${at}`,
  }));
  shop.edit(2, { variants });
  const settings: Settings = {
    variantImages: true,
    market: { country: "DK", currency: "DKK" },
    groupBy: "custom.style",
  };
  const of = async (mode: "full" | "incremental") => (await shop.record(2, settings, mode)).raw;
  const [paged, bulk] = [await of("incremental"), await of("full")];
  expect(paged.variants).toHaveLength(2_048);
  expect(JSON.stringify(paged)).toBe(JSON.stringify(bulk));
});

it("a product that is deleted between two pages of its variants is not known to have them all", async () => {
  shop.onRequest = (text) => {
    if (text.includes("MoreVariants")) shop.store.control({ action: "delete", index: 2 });
  };
  const id = shop.id(2);
  const { externalId, variantsComplete } = await shop.mapped(2, {}, "incremental");
  expect([externalId, variantsComplete]).toEqual([id, false]);
});

it("supplies what its settings name a source for", () => {
  const off = { metafields: { materials: null, ecoClaims: null } };
  const supplied = (settings: Settings) => shopify.supplies?.(shop.context(settings).config) ?? [];
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
    shop.store.control({ action: "fault", fault: "retired_version" });
    await expect(shopify.check(shop.context({ apiVersion: "2026-04" }))).rejects.toMatchObject({
      code: "precondition_failed",
      message: expect.stringContaining("2026-04"),
      hint: expect.stringContaining("2026-10 or a newer"),
    });
  });
});
