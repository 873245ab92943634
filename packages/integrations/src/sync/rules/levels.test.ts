import { expect, test } from "vitest";
import { record, variant } from "../testing/records.ts";
import { useWorld } from "../testing/world.ts";

const world = useWorld();
const price = (amount: string, currency = "EUR") => ({ amount, currency });

test("rule 6: a value on the product stays there, and a variant overrides it in columns of its own", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  shop.source.put(
    record(
      "1",
      { "product.price": price("10.00"), "product.carbon": "2.0000", "product.description": "Soft" },
      {
        variants: [
          variant("a", { "variant.sku": "A" }),
          variant("b", {
            "variant.sku": "B",
            "product.price": price("12.00"),
            "product.carbon": "3.5000",
            "product.description": "Softer",
          }),
        ],
      },
    ),
  );
  await shop.sync();
  expect(await brand.product("style-1")).toMatchObject({
    price: "10.00 EUR",
    carbon: "2.0000",
    description: "Soft",
  });
  expect(await brand.variant("A")).toMatchObject({ price: null, carbon: null, description: null });
  expect(await brand.variant("B")).toMatchObject({
    price: "12.00 EUR",
    carbon: "3.5000",
    description: "Softer",
  });
});

test("rule 6: an override ends only by an explicit reset, not because the source falls silent", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  const said = (fields: Parameters<typeof variant>[1]) =>
    record(
      "1",
      { "product.price": price("10.00") },
      { variants: [variant("a", { "variant.sku": "A", ...fields })] },
    );
  shop.source.put(said({ "product.price": price("12.00"), "product.name": "Other" }));
  await shop.sync();
  shop.source.put(said({}));
  await shop.sync();
  shop.source.put(said({ "product.price": null }));
  await shop.sync();
  expect(await brand.variant("A")).toMatchObject({ price: "12.00 EUR", name: "Other" });
  shop.source.put(said({ $inherit: ["product.price"] }));
  const { runId, tallies } = await shop.sync();
  const reset = await brand.variant("A");
  expect(reset).toMatchObject({ price: null, name: "Other" });
  expect(tallies).toMatchObject({ updated: 1, variantsUpdated: 1, changes: 1 });
  expect(await brand.changes(runId)).toEqual([
    { product: "style-1", variant: "A", field: "product.price", before: price("12.00"), after: null },
  ]);
  const { id } = await brand.product("style-1");
  expect(await brand.provenance(id, reset.id)).not.toHaveProperty("product.price");
});

test("rule 6: materials and journey of a variant are set, kept and reset like any override", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  const cotton = { name: "Cotton", percentage: "100.00", component: "main" };
  const said = (fields: Parameters<typeof variant>[1]) =>
    record(
      "1",
      {
        "product.materials": [cotton],
        "product.journey": [{ stepType: "weaving", facility: { name: "Mill" } }],
      },
      { variants: [variant("a", { "variant.sku": "A", ...fields }), variant("b", { "variant.sku": "B" })] },
    );
  const own = {
    "product.materials": [{ ...cotton, name: "Wool" }],
    "product.journey": [{ stepType: "knitting", facility: { name: "Atelier" } }],
  };
  shop.source.put(said(own));
  await shop.sync();
  const made = await brand.variant("A");
  const { id } = await brand.product("style-1");
  expect(made).toMatchObject({ materials: ["main: Wool 100.00"], journey: ["knitting at Atelier"] });
  expect(await brand.provenance(id, made.id)).toMatchObject({
    "product.materials": "owner shop",
    "product.journey": "owner shop",
  });
  expect(await brand.variant("B")).toMatchObject({ materials: [], journey: [] });
  shop.source.put(said({}));
  expect((await shop.sync()).tallies).toMatchObject({ changes: 0 });
  shop.source.put(said({ $inherit: ["product.materials"] }));
  const { runId } = await shop.sync();
  expect(await brand.variant("A")).toMatchObject({ materials: [], journey: ["knitting at Atelier"] });
  expect(await brand.product("style-1")).toMatchObject({ materials: ["main: Cotton 100.00"] });
  expect(await brand.changes(runId)).toMatchObject([
    { variant: "A", field: "product.materials", after: null },
  ]);
  expect(await brand.provenance(id, made.id)).not.toHaveProperty("product.materials");
});

test("rule 6: who owns the product's field owns its overrides, and nobody else writes them", async () => {
  const brand = await world.brand();
  await brand.setOwner("product.price", "manual");
  const shop = await brand.connect();
  const said = (fields: Parameters<typeof variant>[1]) =>
    record("1", {}, { variants: [variant("a", { "variant.sku": "A", ...fields })] });
  shop.source.put(said({ "product.price": price("12.00") }));
  await shop.sync();
  expect(await brand.variant("A")).toMatchObject({ price: null });
  await brand.sql("update product_variants set price = 9, currency = 'EUR' where brand_id = $1", [brand.id]);
  shop.source.put(said({ $inherit: ["product.price"] }));
  await shop.sync();
  expect(await brand.variant("A")).toMatchObject({ price: "9.00 EUR" });
});
