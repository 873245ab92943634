import { expect, test } from "vitest";
import { ean, record, skus, variant } from "../testing/records.ts";
import { useWorld } from "../testing/world.ts";

const world = useWorld();

test.each([
  ["another tag", { "product.tags": ["wool"] }, []],
  ["a variant more", {}, skus("B")],
  ["other materials", { "product.materials": [{ name: "Wool", percentage: null, component: "main" }] }, []],
])("a published product that comes back with %s has its changes pending", async (_, said, more) => {
  const brand = await world.brand();
  const shop = await brand.connect();
  await shop.set({ archive_guard_percent: 100 });
  shop.source.put(record("1", {}, { variants: skus("A") }), record("2"));
  await shop.sync();
  await brand.sql("update products set status = 'published' where brand_id = $1", [brand.id]);
  shop.source.remove("1");
  await shop.sync();
  expect(await brand.product("style-1")).toMatchObject({ status: "archived", pending: false });
  shop.source.put(record("1", said, { variants: [...skus("A"), ...more] }));
  await shop.sync();
  expect(await brand.product("style-1")).toMatchObject({ status: "published", pending: true });
});

test.each([
  ["names it still", { "variant.sku": "B", "variant.barcode": ean(1) }],
  ["does not name it any more", {}],
  ["says that it has none", { "variant.sku": null, "variant.barcode": null }],
])("a code that a returning variant lost meanwhile is a change, where its record %s", async (_, fields) => {
  const brand = await world.brand();
  const shop = await brand.connect();
  const codes = { "variant.sku": "B", "variant.barcode": ean(1) };
  const stays = variant("v1", { "variant.sku": "A" });
  shop.source.put(record("1", {}, { variants: [stays, variant("v2", codes)] }));
  await shop.sync();
  const { id, product } = await brand.variant("B");
  shop.source.put(record("1", {}, { variants: [stays] }));
  await shop.sync();
  shop.source.put(record("2", {}, { variants: [variant("v9", codes)] }));
  await shop.sync();
  expect(await brand.variants()).toMatchObject([
    { sku: "A", live: true },
    { sku: "B", live: false },
    { sku: "B", live: true },
  ]);
  shop.source.put(record("1", {}, { variants: [stays, variant("v2", fields)] }));
  const { runId } = await shop.sync();
  const back = (await brand.variants()).find((held) => held.id === id);
  expect(back).toMatchObject({ live: true, sku: null, barcode: null, gtin: null });
  const changes = (await brand.changes(runId)).filter((change) => change.product === product);
  expect(changes).toMatchObject([
    { field: "$restored" },
    { field: "variant.barcode", before: ean(1), after: null },
    { field: "variant.sku", before: "B", after: null },
  ]);
  const productId = (await brand.product(product)).id;
  const provenance = Object.keys(await brand.provenance(productId, id));
  expect(provenance.filter((key) => key.startsWith("variant."))).toEqual([]);
});
