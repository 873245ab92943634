import { expect, test } from "vitest";
import { ean, record, variant } from "../testing/records.ts";
import { useWorld } from "../testing/world.ts";

const world = useWorld();

test("rule 6: SKU, barcode and UPID never inherit, whatever a source asks for", async () => {
  const brand = await world.brand();
  const shop = await brand.connect("shop");
  const codes = { "variant.sku": "A", "variant.barcode": ean(1), "variant.color": "Navy" };
  shop.source.put(record("1", {}, { variants: [variant("a", codes)] }));
  await shop.sync();
  const before = await brand.variants();
  const $inherit = ["variant.sku" as const, "variant.barcode" as const, "variant.color" as const];
  shop.source.put(record("1", {}, { variants: [variant("a", { $inherit })] }));
  const { tallies } = await shop.sync();
  expect(tallies).toMatchObject({ errors: 0, changes: 0 });
  expect(await brand.variants()).toEqual(before);
});

test("rule 10: removing a connection deletes no product data", async () => {
  const brand = await world.brand();
  const shop = await brand.connect("shop");
  const price = { amount: "10.00", currency: "EUR" };
  const said = { "product.price": price, "product.tags": ["New"] };
  shop.source.put(record("1", said, { variants: [variant("a", { "variant.sku": "A" })] }));
  await shop.sync();
  const products = await brand.products();
  const variants = await brand.variants();
  await brand.sql("delete from brand_integrations where brand_id = $1 and id = $2", [brand.id, shop.id]);
  // The tag has lost its asserter's name, and stays.
  const nameless = products.map((product) => ({ ...product, tags: ["New by people"] }));
  expect(await brand.products()).toEqual(nameless);
  expect(await brand.variants()).toEqual(variants);
  expect(await brand.links()).toEqual([]);
});

test("rule 11: a new connection reads all of its source every night", async () => {
  const brand = await world.brand();
  const shop = await brand.connect("shop");
  const [row] = await brand.sql(
    "select full_read_cron as cron, deletion_policy as policy from brand_integrations where id = $1",
    [shop.id],
  );
  expect(row).toEqual({ cron: expect.stringMatching(/^\d+ \d+ \* \* \*$/), policy: "archive" });
});
