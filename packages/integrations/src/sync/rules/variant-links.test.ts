import { disconnect, reconnect } from "@v1/db/sync";
import { expect, test } from "vitest";
import { ean, record, skus, variant } from "../testing/records.ts";
import { useWorld } from "../testing/world.ts";

const world = useWorld();

test("a variant's old link leads nowhere once its record has become another product", async () => {
  const brand = await world.brand();
  const shop = await brand.connect("shop");
  await shop.set({ archive_guard_percent: 100 });
  const other = record("other");
  shop.source.records = [other, record("1", {}, { variants: skus("S1") })];
  await shop.sync();
  shop.source.records = [other];
  await shop.sync();
  // Another record takes over the product by its SKU; then the first one returns as something else.
  const heir = record("2", {}, { variants: [variant("heir", { "variant.sku": "S1" })] });
  shop.source.records = [other, heir];
  await shop.sync();
  const erp = await brand.connect("erp");
  erp.source.put(record("3", {}, { variants: [variant("w", { "variant.barcode": ean(3) })] }));
  await brand.setOwner("variant.barcode", erp);
  await erp.sync();
  const returned = record(
    "1",
    {},
    { variants: [variant("S1", { "variant.sku": "X1", "variant.barcode": ean(3) })] },
  );
  shop.source.records = [other, heir, returned];
  expect((await shop.sync()).status).toBe("completed");

  expect(await brand.variant("S1")).toMatchObject({ product: "style-1" });
  const links = (await brand.variantLinks()).filter((link) => link.connection === "shop");
  const variants = await brand.variants();
  expect(
    links.map((link) => [link.externalId, variants.find((row) => row.id === link.variantId)?.product]),
  ).toEqual([
    ["S1", "style-3"],
    ["heir", "style-1"],
  ]);
});

test("two links that lead to one variant are told apart when both records' variants are listed", async () => {
  const brand = await world.brand();
  const shop = await brand.connect("shop");
  const listed = (id: string, sku: string, n = 1) =>
    variant(id, { "variant.sku": sku, "variant.barcode": ean(n) });
  shop.source.put(record("1", {}, { variants: [listed("A", "S1")] }));
  await shop.sync();
  const ref = { brandId: brand.id, connectionId: shop.id, userId: null };
  await disconnect(world.db, ref);
  await reconnect(world.db, { ...ref, account: shop.source.account });
  await brand.setOwner("variant.sku", shop);
  await brand.setOwner("variant.barcode", shop);
  shop.source.put(record("1", {}, { variants: [listed("B", "S1")] }));
  await shop.sync();
  const { id } = await brand.variant("S1");
  shop.source.put(record("1", {}, { variants: [listed("A", "S9", 9), listed("B", "S8", 8)] }));
  const both = await shop.sync();
  expect(both).toMatchObject({ status: "completed", tallies: { errors: 0, variantsCreated: 1 } });
  expect(await brand.variant("S8")).toMatchObject({ id, barcode: ean(8), live: true });
  expect(await brand.variant("S9")).toMatchObject({ barcode: ean(9), live: true });
  shop.source.put(record("1", {}, { variants: [listed("B", "S8", 8)] }));
  expect((await shop.sync()).tallies).toMatchObject({ variantsTombstoned: 1 });
});

test("a variant that was delisted, but held by another source, has one link when it returns beside its heir", async () => {
  const brand = await world.brand();
  const shop = await brand.connect("shop");
  const erp = await brand.connect("erp");
  shop.source.put(record("1", {}, { variants: skus("S1") }));
  erp.source.put(record("9", {}, { variants: skus("S1") }));
  await shop.sync();
  await erp.sync();
  const { id } = await brand.variant("S1");
  shop.source.put(record("1"));
  await shop.sync();
  shop.source.put(record("1", {}, { variants: [variant("heir", { "variant.sku": "S1" })] }));
  await shop.sync();
  shop.source.put(
    record(
      "1",
      {},
      {
        variants: [variant("S1", { "variant.sku": "T1" }), variant("heir", { "variant.sku": "T2" })],
      },
    ),
  );
  expect(await shop.sync()).toMatchObject({ status: "completed", tallies: { variantsCreated: 1 } });
  expect(await brand.variant("T2")).toMatchObject({ id });
  expect((await brand.variants()).map((row) => row.sku)).toEqual(["T2", "T1"]);
});

test.each([
  ["another record", "2"],
  ["a new record", "3"],
])("a variant that moves to %s leaves nothing behind that holds its codes", async (_, to) => {
  const brand = await world.brand();
  const shop = await brand.connect("shop");
  const moving = [variant("moves", { "variant.sku": "S1" })];
  shop.source.put(record("1", {}, { variants: moving }), record("2"));
  await shop.sync();
  shop.source.put(record(to, {}, { variants: [variant("moves", { "variant.sku": "S2" })] }));
  expect((await shop.sync()).tallies).toMatchObject({ variantsTombstoned: 1 });
  expect((await brand.variants()).filter((row) => row.live)).toMatchObject([
    { product: `style-${to}`, sku: "S2" },
  ]);
  shop.source.put(record("1", {}, { variants: [variant("new", { "variant.sku": "S1" })] }));
  expect(await shop.sync()).toMatchObject({ tallies: { errors: 0 } });
  expect((await brand.variants()).filter((row) => row.live)).toMatchObject([
    { product: "style-1", sku: "S1" },
    { product: `style-${to}`, sku: "S2" },
  ]);
});
