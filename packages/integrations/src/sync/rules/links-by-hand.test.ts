import { expect, test } from "vitest";
import { record, skus } from "../testing/records.ts";
import { type Connection, useWorld } from "../testing/world.ts";

const world = useWorld();

/** What the review list does when a person picks a product for a record. */
async function link({ brand, id }: Connection, externalId: string, identifier: string, isPrimary = true) {
  await brand.sql(
    `insert into product_sources (brand_id, connection_id, external_id, product_id, is_primary, observed)
     select $1, $2, $3, p.id, $5, '{}' from products p where p.brand_id = $1 and p.product_identifier = $4`,
    [brand.id, id, externalId, identifier, isPrimary],
  );
}

test("rule 12: an ambiguous record that a person linked is synced there, and leaves the review list", async () => {
  const brand = await world.brand();
  const shop = await brand.connect("shop");
  shop.source.put(record("1", {}, { variants: skus("A") }), record("2", {}, { variants: skus("B") }));
  await shop.sync();
  const erp = await brand.connect("erp");
  await brand.setOwner("product.description", erp);
  erp.source.put(record("e", { "product.description": "ERP" }, { variants: skus("A", "B") }));
  expect((await erp.sync()).tallies).toMatchObject({ ambiguous: 1 });
  await link(erp, "e", "style-2");
  expect((await erp.sync()).tallies).toMatchObject({ ambiguous: 0, updated: 1 });
  expect(await brand.product("style-2")).toMatchObject({ description: "ERP" });
  expect(await brand.product("style-1")).toMatchObject({ description: null });
  expect(await brand.reviews()).toMatchObject([{ record: "e", status: "resolved" }]);
});

test("rule 12: a second record that a person linked contributes variants only", async () => {
  const brand = await world.brand();
  const shop = await brand.connect("shop");
  shop.source.put(
    record("1", { "product.description": "One", "product.tags": ["one"] }, { variants: skus("A") }),
  );
  await shop.sync();
  await link(shop, "2", "style-1", false);
  shop.source.put(
    record("2", { "product.description": "Two", "product.tags": ["two"] }, { variants: skus("B") }),
  );
  expect((await shop.sync()).tallies).toMatchObject({ created: 0, updated: 1, variantsCreated: 1 });
  expect(await brand.products()).toMatchObject([{ description: "One", tags: ["one by shop"] }]);
  expect((await brand.variants()).map((row) => row.sku)).toEqual(["A", "B"]);
  // Each speaks of its own variants alone.
  shop.source.put(record("2", {}, { variants: [] }));
  await shop.sync();
  expect((await brand.variants()).map((row) => [row.sku, row.live])).toEqual([
    ["A", true],
    ["B", false],
  ]);
});

test("rule 12: an ignored record stays ignored, and is still heard", async () => {
  const brand = await world.brand();
  const shop = await brand.connect("shop", { mayCreate: false });
  shop.source.put(record("1"));
  await shop.sync();
  await brand.sql("update review_records set status = 'ignored' where brand_id = $1", [brand.id]);
  shop.source.put(record("1", { "product.description": "changed" }));
  expect((await shop.sync()).tallies).toMatchObject({ unmatched: 1 });
  expect(await brand.reviews()).toMatchObject([{ record: "1", status: "ignored" }]);
});
