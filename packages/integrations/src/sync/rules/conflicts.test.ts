import { expect, test } from "vitest";
import { bare, record, skus, variant } from "../testing/records.ts";
import { useWorld, type World } from "../testing/world.ts";

const world = useWorld();
const price = (amount: string, currency = "EUR") => ({ amount, currency });

/** The shop owns everything; the ERP knows the same product and observes. */
async function shopAndErp(of: World) {
  const brand = await of.brand();
  const shop = await brand.connect("shop");
  const erp = await brand.connect("erp");
  return { brand, shop, erp };
}

const seen = (fields: Parameters<typeof bare>[1]) =>
  bare("e1", { "product.identifier": "style-1", ...fields });

test("rule 5: a non-owner that differs opens one conflict, updated in place, and never fails a run", async () => {
  const { brand, shop, erp } = await shopAndErp(world);
  shop.source.put(record("1", { "product.description": "Shop", "product.gender": "men" }));
  await shop.sync();
  erp.source.put(seen({ "product.description": "ERP", "product.gender": "men" }));
  const first = await erp.sync();
  expect(first).toMatchObject({
    status: "completed",
    tallies: { conflictsOpened: 1, errors: 0, changes: 0 },
  });
  const [opened] = await brand.conflicts();
  expect(opened).toMatchObject({
    field: "product.description",
    connection: "erp",
    canonical: "Shop",
    observed: "ERP",
    open: true,
  });
  erp.source.put(seen({ "product.description": "ERP, changed", "product.gender": "men" }));
  expect((await erp.sync()).tallies).toMatchObject({ conflictsOpened: 0, conflictsClosed: 0 });
  expect(await brand.conflicts()).toMatchObject([{ observed: "ERP, changed", open: true }]);
  expect(await brand.product("style-1")).toMatchObject({ description: "Shop" });
});

test("rule 5: it closes when the non-owner comes to agree", async () => {
  const { brand, shop, erp } = await shopAndErp(world);
  shop.source.put(record("1", { "product.description": "Shop" }));
  await shop.sync();
  erp.source.put(seen({ "product.description": "ERP" }));
  await erp.sync();
  erp.source.put(seen({ "product.description": "Shop" }));
  expect((await erp.sync()).tallies).toMatchObject({ conflictsClosed: 1 });
  expect(await brand.conflicts()).toMatchObject([{ open: false, closeReason: "agreed" }]);
  erp.source.put(seen({ "product.description": "ERP again" }));
  await erp.sync();
  expect((await brand.conflicts()).map((conflict) => conflict.open)).toEqual([false, true]);
});

test("rule 5: it closes when the connection does not mention the field any more, though nobody else is there", async () => {
  const brand = await world.brand();
  const shop = await brand.connect("shop");
  shop.source.put(record("1", { "product.tags": ["a"], "product.description": "One" }));
  await shop.sync();
  await brand.setOwner("product.tags", "manual");
  shop.source.put(record("1", { "product.tags": ["b"], "product.description": "One" }));
  expect((await shop.sync()).tallies).toMatchObject({ conflictsOpened: 1 });
  shop.source.put(record("1", { "product.description": "Two" }));
  expect((await shop.sync()).tallies).toMatchObject({ conflictsClosed: 1 });
  expect(await brand.openConflicts()).toEqual([]);
});

test("rule 5: it closes, or opens, also when the owner's later sync makes it so", async () => {
  const { brand, shop, erp } = await shopAndErp(world);
  shop.source.put(record("1", { "product.price": price("10.00") }));
  await shop.sync();
  erp.source.put(seen({ "product.price": price("12.00") }));
  await erp.sync();
  expect(await brand.openConflicts()).toHaveLength(1);
  shop.source.put(record("1", { "product.price": price("12.00") }));
  expect((await shop.sync()).tallies).toMatchObject({ conflictsClosed: 1 });
  expect(await brand.openConflicts()).toEqual([]);
  shop.source.put(record("1", { "product.price": price("13.00") }));
  expect((await shop.sync()).tallies).toMatchObject({ conflictsOpened: 1 });
  expect(await brand.openConflicts()).toMatchObject([
    { connection: "erp", canonical: price("13.00"), observed: price("12.00") },
  ]);
});

test("rule 5: it closes when the owner changes to the one that differed", async () => {
  const { brand, shop, erp } = await shopAndErp(world);
  shop.source.put(record("1", { "product.description": "Shop" }));
  await shop.sync();
  erp.source.put(seen({ "product.description": "ERP" }));
  await erp.sync();
  await brand.setOwner("product.description", erp);
  await erp.sync();
  expect(await brand.product("style-1")).toMatchObject({ description: "ERP" });
  expect(await brand.openConflicts()).toMatchObject([{ connection: "shop", observed: "Shop" }]);
});

test("rule 5: variants, references and collections are judged by what they mean", async () => {
  const { brand, shop, erp } = await shopAndErp(world);
  const cotton = (percentage: string) => ({ name: "Cotton", percentage, component: "main" });
  shop.source.put(
    record(
      "1",
      {
        "product.season": "Summer",
        "product.manufacturer": "Mill & Co",
        "product.materials": [cotton("100.00")],
        "product.tags": ["soft", "warm"],
        "product.carbon": "1.0000",
      },
      { variants: [variant("a", { "variant.sku": "A", "variant.color": "Navy", "variant.size": "M" })] },
    ),
  );
  await shop.sync();
  const agrees = {
    "product.season": " SUMMER ",
    "product.manufacturer": { name: "mill & co", key: "77" },
    "product.materials": [cotton("100")],
    "product.tags": ["warm", "Soft"],
    "product.carbon": "1.0",
  };
  const sized = (color: string, size: string) => ({
    variants: [variant("ea", { "variant.sku": "A", "variant.color": color, "variant.size": size })],
  });
  erp.source.put(bare("e1", agrees, sized("navy", "M")));
  await erp.sync();
  expect(await brand.conflicts()).toEqual([]);
  erp.source.put(
    bare(
      "e1",
      {
        "product.season": "Winter",
        "product.manufacturer": { name: "Somebody", key: "78" },
        "product.materials": [cotton("98.00"), { ...cotton("2.00"), name: "Elastane" }],
        "product.tags": ["soft"],
        "product.carbon": "1.0001",
      },
      sized("Navy", "L"),
    ),
  );
  await erp.sync();
  const open = await brand.openConflicts();
  expect(open.map((conflict) => [conflict.variant, conflict.field])).toEqual([
    [null, "product.carbon"],
    [null, "product.manufacturer"],
    [null, "product.materials"],
    [null, "product.season"],
    [null, "product.tags"],
    ["A", "variant.size"],
  ]);
});

test("rule 5: no conflicts under a pin; an open one closes", async () => {
  const { brand, shop, erp } = await shopAndErp(world);
  shop.source.put(record("1", { "product.description": "Shop" }));
  await shop.sync();
  erp.source.put(seen({ "product.description": "ERP" }));
  await erp.sync();
  await brand.pin("product.description", (await brand.product("style-1")).id);
  shop.source.put(record("1", { "product.description": "Shop, changed" }));
  erp.source.put(seen({ "product.description": "ERP, changed" }));
  await shop.sync();
  await erp.sync();
  expect(await brand.product("style-1")).toMatchObject({ description: "Shop" });
  expect(await brand.openConflicts()).toEqual([]);
});

test("rule 5: what people own and a source says otherwise is a conflict too", async () => {
  const brand = await world.brand();
  await brand.setOwner("product.description", "manual");
  const shop = await brand.connect();
  shop.source.put(record("1", { "product.description": "Shop" }, { variants: skus("A") }));
  expect((await shop.sync()).tallies).toMatchObject({ conflictsOpened: 0 });
  await brand.sql("update products set description = 'Ours' where brand_id = $1", [brand.id]);
  shop.source.put(record("1", { "product.description": "Shop", "product.gender": "men" }));
  await shop.sync();
  expect(await brand.openConflicts()).toMatchObject([{ canonical: "Ours", observed: "Shop" }]);
});

test("rule 5: a conflict ends with the record that caused it", async () => {
  const { brand, shop, erp } = await shopAndErp(world);
  shop.source.put(record("1", { "product.description": "Shop" }));
  await shop.sync();
  await erp.set({ archive_guard_percent: 100 });
  erp.source.put(seen({ "product.description": "ERP" }));
  await erp.sync();
  expect(await brand.openConflicts()).toHaveLength(1);
  erp.source.remove("e1");
  expect((await erp.sync()).tallies).toMatchObject({ conflictsClosed: 1 });
  expect(await brand.openConflicts()).toEqual([]);
});
