import type { ObservedProduct } from "@v1/core";
import { expect, test } from "vitest";
import { record, variant } from "../testing/records.ts";
import { useWorld } from "../testing/world.ts";

const world = useWorld();
const price = (amount: string, currency = "EUR") => ({ amount, currency });

/** Says the same thing again so that it is merged again: a changed word that nobody maps. */
function again<T extends { updatedAt?: string }>(said: T, n: number): T {
  return { ...said, updatedAt: new Date(Date.UTC(2026, 0, n)).toISOString() };
}

test("rule 4, absent: what a record does not mention stays as it is", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  shop.source.put(
    record("1", {
      "product.description": "Soft",
      "product.gender": "women",
      "product.price": price("10.00"),
    }),
  );
  await shop.sync();
  shop.source.put(record("1", { "product.gender": "men" }));
  const { runId, tallies } = await shop.sync();
  expect(tallies).toMatchObject({ updated: 1, changes: 1 });
  expect(await brand.product("style-1")).toMatchObject({
    description: "Soft",
    gender: "men",
    price: "10.00 EUR",
  });
  expect((await brand.changes(runId)).map((change) => change.field)).toEqual(["product.gender"]);
});

test("rule 4, null: the value is kept with the reason, and taken up again when the source speaks", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  const full: ObservedProduct = {
    "product.description": "Soft",
    "product.season": "Summer",
    "product.price": price("10.00"),
    "product.carbon": "1.5000",
  };
  shop.source.put(record("1", full));
  await shop.sync();
  const empty = Object.fromEntries(Object.keys(full).map((key) => [key, null]));
  shop.source.put(record("1", empty));
  const { runId, tallies } = await shop.sync();
  expect(tallies).toMatchObject({ unchanged: 1, changes: 0 });
  expect(await brand.changes(runId)).toEqual([]);
  const kept = await brand.product("style-1");
  expect(kept).toMatchObject({
    description: "Soft",
    season: "Summer",
    price: "10.00 EUR",
    carbon: "1.5000",
  });
  for (const field of Object.keys(full)) {
    expect(await brand.provenance(kept.id), field).toMatchObject({ [field]: "kept shop" });
  }
  shop.source.put(record("1", full));
  await shop.sync();
  expect(await brand.provenance(kept.id)).toMatchObject({ "product.season": "owner shop" });
});

test("rule 4, null: a brand may choose to clear, but never a required field", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  await brand.clearOnNull(
    "product.name",
    "product.description",
    "product.season",
    "product.price",
    "product.water",
  );
  shop.source.put(
    record("1", {
      "product.description": "Soft",
      "product.season": "Summer",
      "product.price": price("10.00"),
      "product.water": "3.0000",
      "product.carbon": "1.0000",
    }),
  );
  await shop.sync();
  shop.source.put(
    record("1", {
      "product.name": null,
      "product.description": null,
      "product.season": null,
      "product.price": null,
      "product.water": null,
      "product.carbon": null,
    }),
  );
  const { runId } = await shop.sync();
  expect(await brand.product("style-1")).toMatchObject({
    name: "Style 1",
    description: null,
    season: null,
    price: null,
    water: null,
    carbon: "1.0000",
  });
  expect(await brand.changes(runId)).toContainEqual({
    product: "style-1",
    variant: null,
    field: "product.price",
    before: price("10.00"),
    after: null,
  });
});

test("rule 4, null: a variant that no longer states its SKU keeps it, and no other may take it", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  const said = (a: string | null, b: string | null) =>
    record("1", {}, { variants: [variant("a", { "variant.sku": a }), variant("b", { "variant.sku": b })] });
  shop.source.put(said("A", "B"));
  await shop.sync();
  shop.source.put(said(null, "A"));
  const refused = await shop.sync();
  expect(refused.status).toBe("completed");
  expect((await brand.variants()).map((row) => row.sku)).toEqual(["A", "B"]);
  expect(await brand.errors(refused.runId)).toMatchObject([{ variant: "b", field: "variant.sku" }]);

  await brand.clearOnNull("variant.sku");
  const cleared = await shop.sync();
  expect(await brand.errors(cleared.runId)).toEqual([]);
  expect((await brand.variants()).map((row) => row.sku)).toEqual([null, "A"]);
});

test("rule 4, []: clears a collection only where the connector declares it complete", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  const full: ObservedProduct = {
    "product.materials": [{ name: "Cotton", percentage: "100.00", component: "main" }],
    "product.journey": [{ stepType: "weaving", facility: { name: "Mill" } }],
    "product.tags": ["soft"],
    "product.ecoClaims": ["organic"],
  };
  const empty: ObservedProduct = {
    "product.materials": [],
    "product.journey": [],
    "product.tags": [],
    "product.ecoClaims": [],
  };
  const held = {
    materials: ["main: Cotton 100.00"],
    journey: ["weaving at Mill"],
    claims: ["organic by shop"],
  };
  shop.source.complete = [];
  shop.source.put(record("1", full));
  await shop.sync();
  shop.source.put(record("1", empty));
  const kept = await shop.sync();
  expect(kept.tallies).toMatchObject({ unchanged: 1, changes: 0 });
  expect(await brand.product("style-1")).toMatchObject({ ...held, tags: ["soft by shop"] });

  shop.source.complete = ["product.materials", "product.journey", "product.tags", "product.ecoClaims"];
  shop.source.put(again(record("1", empty), 1));
  const cleared = await shop.sync();
  expect(cleared.tallies).toMatchObject({ updated: 1, changes: 4 });
  expect(await brand.product("style-1")).toMatchObject({ materials: [], journey: [], claims: [], tags: [] });
});

test("rule 4, null in a collection: kept with the reason, cleared where the brand chose so", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  shop.source.put(
    record("1", {
      "product.tags": ["soft"],
      "product.materials": [{ name: "Cotton", percentage: "100.00", component: "main" }],
    }),
  );
  await shop.sync();
  await brand.clearOnNull("product.materials");
  shop.source.put(record("1", { "product.tags": null, "product.materials": null }));
  await shop.sync();
  const product = await brand.product("style-1");
  expect(product).toMatchObject({ tags: ["soft by shop"], materials: [] });
  expect(await brand.provenance(product.id)).toMatchObject({ "product.tags": "kept shop" });
});

test("a price that is not owned stays when the owned URL of the same product changes", async () => {
  const brand = await world.brand();
  await brand.setOwner("product.price", "manual");
  const shop = await brand.connect();
  const said = (url: string, amount: string) =>
    record("1", { "product.webshopUrl": url, "product.price": price(amount) });
  shop.source.put(said("https://shop.test/a", "10.00"));
  await shop.sync();
  await brand.sql("update products set price = 49.5, currency = 'SEK' where brand_id = $1", [brand.id]);
  shop.source.put(said("https://shop.test/b", "11.00"));
  await shop.sync();
  expect(await brand.product("style-1")).toMatchObject({ url: "https://shop.test/b", price: "49.50 SEK" });
});

test("19.999 from the source is no change for ever", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  const said = record(
    "1",
    {
      "product.price": price("19.999"),
      "product.weight": { value: "0.1", unit: "kg" },
      "product.carbon": "1.00004999",
    },
    { variants: [variant("a", { "variant.sku": "A", "product.price": price("19.999") })] },
  );
  shop.source.put(said);
  await shop.sync();
  expect(await brand.product("style-1")).toMatchObject({ price: "20.00 EUR", carbon: "1.0000" });
  for (const n of [1, 2, 3]) {
    shop.source.put(again(said, n));
    const { tallies, runId } = await shop.sync();
    expect(tallies).toMatchObject({ unchanged: 1, updated: 0, changes: 0 });
    expect(await brand.changes(runId)).toEqual([]);
  }
  shop.source.put(again(record("1", { "product.weight": { value: "100", unit: "g" } }), 4));
  expect((await shop.sync()).tallies).toMatchObject({ changes: 0 });
});

test("one product in a batch has a description and the next has none: the second keeps its own", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  shop.source.put(
    record("1", { "product.description": "One" }),
    record("2", { "product.description": "Two" }),
    record("3", { "product.description": "Three" }),
  );
  await shop.sync();
  shop.source.put(
    record("1", { "product.description": "One, better" }),
    record("2", { "product.gender": "men" }),
    record("3", { "product.description": null, "product.gender": "men" }),
  );
  await shop.sync();
  expect((await brand.products()).map((product) => product.description)).toEqual([
    "One, better",
    "Two",
    "Three",
  ]);
});

test("an option value changes: the variant changes, and the product counts as changed", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  const said = (value: string) =>
    record(
      "1",
      {},
      {
        variants: [variant("a", { "variant.sku": "A", "variant.option": { name: "Fit", value } })],
      },
    );
  shop.source.put(said("slim"), record("2"));
  await shop.sync();
  await brand.sql("update products set status = 'published', updated_at = '2020-01-01' where brand_id = $1", [
    brand.id,
  ]);
  const before = await brand.variant("A");
  shop.source.put(said("wide"));
  const { tallies, runId } = await shop.sync();
  expect(tallies).toMatchObject({ read: 2, updated: 1, unchanged: 1, variantsUpdated: 1, changes: 1 });
  expect(await brand.variant("A")).toMatchObject({ id: before.id, upid: before.upid, option: "Fit: wide" });
  expect(await brand.changes(runId)).toMatchObject([{ variant: "A", field: "variant.option" }]);
  const touched = await brand.sql<{ product_identifier: string }>(
    "select product_identifier from products where brand_id = $1 and updated_at > '2021-01-01'",
    [brand.id],
  );
  expect(touched.map((row) => row.product_identifier)).toEqual(["style-1"]);
  expect((await brand.products()).map((product) => product.pending)).toEqual([true, false]);
});
