import { expect, test } from "vitest";
import { record, variant } from "../testing/records.ts";
import { useWorld } from "../testing/world.ts";

/** What one record says must mean nothing for another one of the same chunk. */
const world = useWorld();
const price = (amount: string) => ({ amount, currency: "EUR" });

test("rule 4, absent: beside a record that empties a field, one that does not mention it keeps its own", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  await brand.clearOnNull("product.description");
  const full = { "product.description": "Soft", "product.gender": "men" } as const;
  shop.source.put(record("1", full), record("2", full));
  await shop.sync();
  shop.source.put(record("1", { "product.description": null }), record("2", { "product.gender": "women" }));
  const { runId } = await shop.sync();
  expect(await brand.product("style-1")).toMatchObject({ description: null, gender: "men" });
  const silent = await brand.product("style-2");
  expect(silent).toMatchObject({ description: "Soft", gender: "women" });
  expect(await brand.provenance(silent.id)).toMatchObject({ "product.description": "owner shop" });
  expect(await brand.changes(runId)).toHaveLength(2);
});

test("rule 6: beside a variant that speaks, one that falls silent keeps its override", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  const said = (a: object, b: object) =>
    record(
      "1",
      { "product.price": price("10.00") },
      {
        variants: [variant("a", { "variant.sku": "A", ...a }), variant("b", { "variant.sku": "B", ...b })],
      },
    );
  shop.source.put(said({ "product.price": price("11.00") }, { "product.price": price("12.00") }));
  await shop.sync();
  shop.source.put(said({ "product.price": price("13.00") }, {}));
  expect((await shop.sync()).tallies).toMatchObject({ changes: 1, variantsUpdated: 1 });
  expect(await brand.variant("A")).toMatchObject({ price: "13.00 EUR" });
  expect(await brand.variant("B")).toMatchObject({ price: "12.00 EUR" });
});

test("rule 7: an incomplete set that names one more item keeps the others, and is no change for ever", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  shop.source.complete = [];
  await brand.clearOnNull("product.tags", "product.ecoClaims");
  shop.source.put(record("1", { "product.tags": ["soft"], "product.ecoClaims": ["GOTS"] }));
  await shop.sync();
  shop.source.put(record("1", { "product.tags": ["warm"], "product.ecoClaims": ["GRS"] }));
  expect((await shop.sync()).tallies).toMatchObject({ updated: 1, changes: 2 });
  shop.source.put(
    record(
      "1",
      { "product.tags": ["warm"], "product.ecoClaims": ["GRS"] },
      { updatedAt: "2026-05-01T00:00:00Z" },
    ),
  );
  expect((await shop.sync()).tallies).toMatchObject({ changes: 0 });
  expect(await brand.product("style-1")).toMatchObject({
    tags: ["soft by shop", "warm by shop"],
    claims: ["GOTS by shop", "GRS by shop"],
  });
});

test("rule 12: a SKU that an earlier record of the batch gives up is free at once", async () => {
  const brand = await world.brand();
  const shop = await brand.connect("shop", { matchBy: [] });
  const said = (id: string, sku: string) =>
    record(id, {}, { variants: [variant(`v${id}`, { "variant.sku": sku })] });
  shop.source.put(said("1", "A"), said("2", "B"));
  await shop.sync();
  shop.source.put(said("1", "C"), said("2", "A"));
  const { tallies } = await shop.sync();
  expect(tallies).toMatchObject({ errors: 0, variantsUpdated: 2 });
  expect((await brand.variants()).map(({ sku }) => sku)).toEqual(["C", "A"]);
});
