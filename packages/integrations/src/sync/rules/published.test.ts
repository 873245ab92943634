import type { ObservedProduct } from "@v1/core";
import { expect, test } from "vitest";
import { record, skus, variant } from "../testing/records.ts";
import { useWorld } from "../testing/world.ts";

const world = useWorld();

/** Three products of a shop that owns all but the season; two of them have a passport. */
async function published() {
  const brand = await world.brand();
  const shop = await brand.connect("shop");
  await brand.setOwner("product.season", "manual");
  shop.source.put(
    record("1", { "product.description": "old" }, { variants: skus("A") }),
    record("2", { "product.description": "old" }, { variants: skus("B") }),
    record("3", { "product.description": "old" }, { variants: skus("C") }),
  );
  await shop.sync();
  await brand.sql(
    "update products set status = 'published' where brand_id = $1 and product_identifier <> 'style-3'",
    [brand.id],
  );
  const pending = async () => (await brand.products()).map((product) => product.pending);
  return { brand, shop, pending };
}

test("rule 17: a sync that changes a published product marks its passport, and no other", async () => {
  const { shop, pending } = await published();
  shop.source.put(
    record("1", { "product.description": "new" }, { variants: skus("A") }),
    record("3", { "product.description": "new" }, { variants: skus("C") }),
  );
  await shop.sync();
  expect(await pending()).toEqual([true, false, false]);
});

test("rule 17: what is read again, only heard, or kept changes no passport", async () => {
  const { shop, pending } = await published();
  shop.source.put(
    record("1", { "product.description": "old", "product.season": "Winter" }, { variants: skus("A") }),
    record("2", { "product.description": null }, { variants: skus("B") }),
  );
  await shop.sync();
  expect(await pending()).toEqual([false, false, false]);
});

test.each([
  ["a variant's value", { variants: [variant("A", { "variant.sku": "A", "variant.color": "Navy" })] }],
  ["a new variant", { variants: skus("A", "A2") }],
  ["a variant that is gone", { variants: [] }],
])("rule 17: %s marks the passport as well", async (_what, more) => {
  const { shop, pending } = await published();
  shop.source.put(record("1", { "product.description": "old" }, more));
  await shop.sync();
  expect(await pending()).toEqual([true, false, false]);
});

test.each<[string, ObservedProduct]>([
  ["materials", { "product.materials": [{ name: "Wool", percentage: "100.00", component: "main" }] }],
  ["a tag", { "product.tags": ["New"] }],
  ["a footprint", { "product.carbon": "1.5000" }],
])("rule 17: %s of a product mark the passport as well", async (_what, said) => {
  const { shop, pending } = await published();
  shop.source.put(record("1", { "product.description": "old", ...said }, { variants: skus("A") }));
  await shop.sync();
  expect(await pending()).toEqual([true, false, false]);
});
