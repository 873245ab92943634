import { expect, test } from "vitest";
import { ean, record, skus, variant } from "../testing/records.ts";
import { useWorld } from "../testing/world.ts";

const world = useWorld();
const price = { amount: "5.00", currency: "EUR" };

test("a connection that may not create leaves a variant that is none of ours, and says so", async () => {
  const brand = await world.brand();
  const shop = await brand.connect("shop");
  shop.source.put(record("1", {}, { variants: [variant("a", { "variant.sku": "A", "variant.size": "S" })] }));
  await shop.sync();
  const erp = await brand.connect("erp", {
    mayCreate: false,
    fields: ["product.price", "product.materials"],
  });
  await brand.setOwner("product.materials", erp);
  const wool = [{ name: "Wool", percentage: "100.00", component: "main" }];
  erp.source.put(
    record(
      "e",
      {},
      {
        variants: [
          variant("ea", { "variant.sku": "A", "product.price": price }),
          variant("eb", { "variant.sku": "B", "variant.size": "M", "product.materials": wool }),
        ],
      },
    ),
  );
  const first = await erp.sync();
  expect(first.tallies).toMatchObject({ variantsCreated: 0, errors: 1 });
  expect(await brand.errors(first.runId)).toMatchObject([{ record: "e", variant: "eb", code: "unmatched" }]);
  expect((await brand.variants()).map((row) => row.sku)).toEqual(["A"]);
  expect(await brand.product("style-1")).toMatchObject({ materials: [] });
  shop.source.put(
    record(
      "1",
      {},
      {
        variants: [
          variant("a", { "variant.sku": "A", "variant.size": "S" }),
          variant("b", { "variant.sku": "B" }),
        ],
      },
    ),
  );
  await shop.sync();
  expect((await erp.sync()).tallies).toMatchObject({ errors: 0 });
  expect(await brand.variant("B")).toMatchObject({ materials: ["main: Wool 100.00"] });
});

test("a new variant carries what tells it apart, so that the owner of its fields finds it", async () => {
  const brand = await world.brand();
  const shop = await brand.connect("shop", { fields: ["product.name"] });
  const erp = await brand.connect("erp");
  const one = { "variant.sku": "A", "variant.barcode": ean(1), "variant.color": "Red", "variant.size": "S" };
  shop.source.put(
    record(
      "1",
      {},
      { variants: [variant("a", one), variant("b", { "variant.sku": "A", "variant.size": "M" })] },
    ),
    record("2", {}, { variants: [variant("c", { "variant.barcode": ean(1) })] }),
  );
  expect((await shop.sync()).tallies).toMatchObject({ created: 2, variantsCreated: 3, errors: 0 });
  const made = await brand.variants();
  expect(made).toMatchObject([
    { sku: "A", barcode: ean(1), color: "Red", size: "S" },
    { sku: null, barcode: null, color: null, size: "M" },
    { sku: null, barcode: null },
  ]);
  const { id: product } = await brand.product("style-1");
  expect(await brand.provenance(product, made[0]?.id)).toEqual({
    "variant.sku": "seeded shop",
    "variant.barcode": "seeded shop",
    "variant.color": "seeded shop",
    "variant.size": "seeded shop",
  });
  erp.source.put(
    record(
      "e",
      {},
      { variants: [variant("x", { "variant.sku": "A" }), variant("y", { "variant.size": "M" })] },
    ),
  );
  expect((await erp.sync()).tallies).toMatchObject({ variantsCreated: 0, errors: 0 });
  expect(await brand.provenance(product, made[0]?.id)).toMatchObject({ "variant.sku": "owner erp" });
});

test("variants that nothing tells apart are paired in order, each with one of its own", async () => {
  const brand = await world.brand();
  const shop = await brand.connect("shop");
  const erp = await brand.connect("erp");
  shop.source.put(record("1", {}, { variants: [variant("a"), variant("b")] }));
  await shop.sync();
  erp.source.put(
    record("e", { "product.identifier": "style-1" }, { variants: [variant("x"), variant("y")] }),
  );
  expect((await erp.sync()).tallies).toMatchObject({ variantsCreated: 0 });
  const links = (await brand.variantLinks()).map((link) => [link.externalId, link.variantId]);
  const of = Object.fromEntries(links);
  expect([of.x, of.y]).toEqual([of.a, of.b]);
});

test("a colour that nobody has written down is not the same as no colour", async () => {
  const brand = await world.brand();
  await brand.setOwner("variant.color", "manual");
  const shop = await brand.connect("shop", { fields: ["product.name", "variant.sku"] });
  shop.source.put(record("1", {}, { variants: skus("S1") }));
  await shop.sync();
  const erp = await brand.connect("erp");
  erp.source.put(
    record(
      "e",
      { "product.identifier": "style-1" },
      { variants: [variant("x", { "variant.color": "Red" })] },
    ),
  );
  expect((await erp.sync()).tallies).toMatchObject({ variantsCreated: 1 });
});
