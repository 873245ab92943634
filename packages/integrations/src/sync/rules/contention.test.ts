import { expect, test } from "vitest";
import { bare, ean, record, skus, variant } from "../testing/records.ts";
import { teller } from "../testing/told.ts";
import { useWorld } from "../testing/world.ts";

const world = useWorld();

const told = teller(world);

test("a record leaves its group before the next one would join it", async () => {
  const { errors } = await told(async (brand) => {
    const connection = await brand.connect();
    connection.source.put(record("1", {}, { groupKey: "g" }));
    await connection.sync();
    return { connection, records: [record("1"), bare("2", {}, { groupKey: "g" })] };
  });
  expect(errors).toMatchObject([{ record: "2", code: "missing_required" }]);
});

test("a record brings its product into a group before the next one joins it", async () => {
  const { links } = await told(async (brand) => {
    const connection = await brand.connect();
    connection.source.put(record("1"));
    await connection.sync();
    return { connection, records: [record("1", {}, { groupKey: "g" }), bare("2", {}, { groupKey: "g" })] };
  });
  expect(links.map((link) => link.product)).toEqual(["style-1", "style-1"]);
});

test("a linked record gives up a SKU before the next one takes it", async () => {
  const { variants, errors } = await told(async (brand) => {
    const connection = await brand.connect("shop", { matchBy: [] });
    connection.source.put(record("1", {}, { variants: skus("Z") }));
    await connection.sync();
    const changed = record("1", {}, { variants: [variant("Z", { "variant.sku": "Y" })] });
    return {
      connection,
      records: [changed, record("2", {}, { variants: [variant("2", { "variant.sku": "Z" })] })],
    };
  });
  expect(errors).toEqual([]);
  expect(variants.map((row) => row.sku)).toEqual(["Y", "Z"]);
});

test("a record that is matched only now gives up its product's SKU before the next one takes it", async () => {
  const { variants, errors } = await told(async (brand) => {
    const shop = await brand.connect("shop");
    shop.source.put(
      record("1", {}, { variants: [variant("v", { "variant.sku": "Z", "variant.barcode": ean(1) })] }),
    );
    await shop.sync();
    const erp = await brand.connect("erp", { matchBy: ["barcode"] });
    await brand.setOwner("variant.sku", erp);
    return {
      connection: erp,
      records: [
        bare("e1", {}, { variants: [variant("e1", { "variant.barcode": ean(1), "variant.sku": "Y" })] }),
        record("2", {}, { variants: [variant("e2", { "variant.sku": "Z" })] }),
      ],
    };
  });
  expect(errors).toEqual([]);
  expect(variants.map((row) => row.sku)).toEqual(["Y", "Z"]);
});

test("a variant returns with the SKU that we remember before the next record names it", async () => {
  const { variants, errors } = await told(async (brand) => {
    const connection = await brand.connect("shop", { matchBy: [] });
    connection.source.put(record("1", {}, { variants: [variant("old", { "variant.sku": "A" })] }));
    await connection.sync();
    connection.source.put(record("1", {}, { variants: skus("B") }));
    await connection.sync();
    return {
      connection,
      records: [
        record("1", {}, { variants: [variant("old"), ...skus("B")] }),
        record("2", {}, { variants: [variant("new", { "variant.sku": "A" })] }),
      ],
    };
  });
  expect(errors).toMatchObject([{ variant: "new", code: "duplicate_value" }]);
  expect(variants.map((row) => row.sku)).toEqual(["A", "B", null]);
});

test("of two new records with one identifier, the first in source order makes the product", async () => {
  const { products, errors } = await told(async (brand) => {
    const connection = await brand.connect();
    const same = { "product.identifier": "same" };
    return {
      connection,
      records: [
        record("1", { ...same, "product.description": "first" }),
        record("2", { ...same, "product.description": "second" }),
        record("3"),
      ],
    };
  });
  expect(products.map((product) => product.description)).toEqual(["first", null]);
  expect(errors).toMatchObject([{ record: "2", code: "duplicate_identifier" }]);
});

test("of two records that match one product, the first in source order has it", async () => {
  const { links } = await told(async (brand) => {
    const shop = await brand.connect("shop");
    shop.source.put(record("1", {}, { variants: skus("A", "B") }));
    await shop.sync();
    const connection = await brand.connect("erp");
    return {
      connection,
      records: [
        record("e1", {}, { variants: skus("A") }),
        record("e2", {}, { variants: skus("B") }),
        record("e3", { "product.identifier": "style-1" }),
      ],
    };
  });
  expect(links.map((link) => [link.externalId, link.product])).toEqual([
    ["e1", "style-1"],
    ["e2", "style-e2"],
    ["1", "style-1"],
  ]);
});
