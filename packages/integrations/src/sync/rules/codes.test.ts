import { expect, test } from "vitest";
import { ean, record, skus, variant } from "../testing/records.ts";
import { useWorld } from "../testing/world.ts";

const world = useWorld();

test("one variant of a product changes its SKU, another its barcode, in one batch: neither loses the other field", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  shop.source.put(
    record(
      "1",
      {},
      {
        variants: [
          variant("a", { "variant.sku": "A", "variant.barcode": ean(1) }),
          variant("b", { "variant.sku": "B", "variant.barcode": ean(2) }),
          variant("c", { "variant.sku": "C", "variant.barcode": ean(3) }),
        ],
      },
    ),
  );
  await shop.sync();
  shop.source.put(
    record(
      "1",
      {},
      {
        variants: [
          variant("a", { "variant.sku": "A2" }),
          variant("b", { "variant.barcode": ean(9) }),
          variant("c", {}),
        ],
      },
    ),
  );
  const { tallies } = await shop.sync();
  expect(tallies).toMatchObject({ variantsUpdated: 2, changes: 2 });
  expect((await brand.variants()).map(({ sku, barcode, gtin }) => [sku, barcode, gtin])).toEqual([
    ["A2", ean(1), `0${ean(1)}`],
    ["B", ean(9), `0${ean(9)}`],
    ["C", ean(3), `0${ean(3)}`],
  ]);
});

test("two variants of a record swap their SKUs, and three pass their barcodes round", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  const said = (codes: [string, number][]) =>
    record(
      "1",
      {},
      {
        variants: codes.map(([sku, n], at) =>
          variant(`v${at}`, { "variant.sku": sku, "variant.barcode": ean(n) }),
        ),
      },
    );
  shop.source.put(
    said([
      ["A", 1],
      ["B", 2],
      ["C", 3],
    ]),
  );
  await shop.sync();
  const before = await brand.variants();
  shop.source.put(
    said([
      ["B", 3],
      ["A", 1],
      ["C", 2],
    ]),
  );
  const { tallies, runId } = await shop.sync();
  expect(tallies).toMatchObject({ errors: 0, changes: 5 });
  expect(await brand.errors(runId)).toEqual([]);
  const after = await brand.variants();
  expect(after.map(({ sku, barcode }) => [sku, barcode])).toEqual([
    ["B", ean(3)],
    ["A", ean(1)],
    ["C", ean(2)],
  ]);
  expect(after.map(({ upid }) => upid)).toEqual(before.map(({ upid }) => upid));
});

test("who counts on a SKU that its holder does not let go of is refused too", async () => {
  const brand = await world.brand();
  const shop = await brand.connect("shop", { matchBy: [] });
  shop.source.put(
    record("1", {}, { variants: skus("TAKEN") }),
    record(
      "2",
      {},
      { variants: [variant("x", { "variant.sku": "X" }), variant("y", { "variant.sku": "Y" })] },
    ),
  );
  await shop.sync();
  // x wants what another product has, y wants what x would have let go.
  shop.source.put(
    record(
      "2",
      {},
      {
        variants: [variant("x", { "variant.sku": "TAKEN" }), variant("y", { "variant.sku": "X" })],
      },
    ),
  );
  const { runId, status } = await shop.sync();
  expect(status).toBe("completed");
  expect((await brand.variants()).map((row) => row.sku)).toEqual(["TAKEN", "X", "Y"]);
  expect((await brand.errors(runId)).map((error) => error.variant)).toEqual(["x", "y"]);
});

test("a SKU moves from one product to another within one batch, whichever of them is read first", async () => {
  for (const order of [
    ["1", "2"],
    ["2", "1"],
  ]) {
    const brand = await world.brand();
    const shop = await brand.connect("shop", { matchBy: [] });
    shop.source.put(...order.map((id) => record(id, {}, { variants: skus(`sku-${id}`) })));
    await shop.sync();
    const moved: Record<string, string> = { "1": "new", "2": "sku-1" };
    shop.source.put(
      ...order.map((id) =>
        record(id, {}, { variants: [variant(`sku-${id}`, { "variant.sku": moved[id] ?? "" })] }),
      ),
    );
    await shop.sync();
    await shop.sync();
    expect((await brand.variants()).map((row) => row.sku)).toEqual(["new", "sku-1"]);
  }
});

test("variants that a record no longer lists are tombstoned, keep their UPID, and revive", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  shop.source.put(record("1", {}, { variants: skus("A", "B") }));
  await shop.sync();
  const [, b] = await brand.variants();
  shop.source.put(record("1", {}, { variants: skus("A") }));
  const gone = await shop.sync();
  expect(gone.tallies).toMatchObject({ updated: 1, variantsTombstoned: 1 });
  expect(await brand.changes(gone.runId)).toMatchObject([{ variant: "B", field: "$tombstoned" }]);
  expect(await brand.variant("B")).toMatchObject({ live: false, upid: b?.upid, id: b?.id });
  shop.source.put(record("1", {}, { variants: skus("A", "B") }));
  const back = await shop.sync();
  expect(back.tallies).toMatchObject({ updated: 1, variantsCreated: 0 });
  expect(await brand.changes(back.runId)).toMatchObject([{ variant: "B", field: "$restored" }]);
  expect(await brand.variant("B")).toMatchObject({ live: true, upid: b?.upid, id: b?.id });
});

test("an incomplete list of variants calls none of them gone", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  shop.source.put(record("1", {}, { variants: skus("A", "B") }));
  await shop.sync();
  shop.source.put(record("1", {}, { variants: skus("A"), variantsComplete: false }));
  expect((await shop.sync()).tallies).toMatchObject({ variantsTombstoned: 0 });
  expect((await brand.variants()).map((row) => row.live)).toEqual([true, true]);
});

test("a variant that another connection still sells is not tombstoned, nor is a pinned one", async () => {
  const brand = await world.brand();
  const shop = await brand.connect("shop");
  shop.source.put(record("1", {}, { variants: skus("A", "B", "C") }));
  await shop.sync();
  const erp = await brand.connect("erp");
  erp.source.put(record("1", {}, { variants: skus("B") }));
  await erp.sync();
  await brand.pin("product.price", (await brand.product("style-1")).id, (await brand.variant("C")).id);
  shop.source.put(record("1", {}, { variants: skus("A") }));
  expect((await shop.sync()).tallies).toMatchObject({ variantsTombstoned: 0 });
  erp.source.put(record("1", {}, { variants: [] }));
  expect((await erp.sync()).tallies).toMatchObject({ variantsTombstoned: 1 });
  expect((await brand.variants()).map((row) => [row.sku, row.live])).toEqual([
    ["A", true],
    ["B", false],
    ["C", true],
  ]);
});

test("the SKU of a tombstoned variant is free, and its return does not take it back", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  shop.source.put(record("1", {}, { variants: [variant("old", { "variant.sku": "A" })] }));
  await shop.sync();
  shop.source.put(record("1", {}, { variants: [variant("new", { "variant.sku": "A" })] }));
  await shop.sync();
  expect((await brand.variants()).map((row) => [row.sku, row.live])).toEqual([
    ["A", false],
    ["A", true],
  ]);
  shop.source.put(
    record(
      "1",
      {},
      {
        variants: [variant("old", { "variant.sku": "A" }), variant("new", { "variant.sku": "A" })],
      },
    ),
  );
  const { runId } = await shop.sync();
  expect((await brand.variants()).map((row) => [row.sku, row.live])).toEqual([
    [null, true],
    ["A", true],
  ]);
  expect(await brand.errors(runId)).toMatchObject([{ variant: "old", code: "duplicate_value" }]);
});

test("a variant returns without a word of its SKU while a new one of the same record takes it", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  shop.source.put(record("1", {}, { variants: [variant("old", { "variant.sku": "A" })] }));
  await shop.sync();
  shop.source.put(record("1", {}, { variants: skus("B") }));
  await shop.sync();
  shop.source.put(
    record("1", {}, { variants: [variant("old", {}), variant("new", { "variant.sku": "A" }), ...skus("B")] }),
  );
  const { status } = await shop.sync();
  expect(status).toBe("completed");
  expect((await brand.variants()).filter((row) => row.live).map((row) => row.sku)).toEqual([null, "B", "A"]);
});

test("two variants with one remembered SKU return at once without a word of it: one has it", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  for (const id of ["old", "new"]) {
    shop.source.put(record("1", {}, { variants: [variant(id, { "variant.sku": "A" })] }));
    await shop.sync();
  }
  shop.source.put(record("1", {}, { variants: skus("B") }));
  await shop.sync();
  shop.source.put(record("1", {}, { variants: [variant("old"), variant("new"), ...skus("B")] }));
  expect((await shop.sync()).status).toBe("completed");
  expect((await brand.variants()).map((row) => [row.sku, row.live])).toEqual([
    ["A", true],
    [null, true],
    ["B", true],
  ]);
});

test.each([
  ["the record that lost it", ["from", "to"]],
  ["the record that won it", ["to", "from"]],
])("a variant moves to another product with its SKU, and %s is read first", async (_, order) => {
  for (const isNew of [false, true]) {
    const brand = await world.brand();
    const shop = await brand.connect();
    shop.source.put(record("from", {}, { variants: skus("A", "B") }));
    if (!isNew) shop.source.put(record("to", {}, { variants: skus("C") }));
    await shop.sync();
    const old = await brand.variant("B");
    const now = { from: skus("A"), to: isNew ? skus("B") : skus("B", "C") };
    shop.source.records = order.map((id) => record(id, {}, { variants: now[id as keyof typeof now] }));
    const { tallies, runId } = await shop.sync();
    expect(tallies).toMatchObject({ errors: 0, variantsTombstoned: 1, variantsCreated: 1 });
    expect(await brand.errors(runId)).toEqual([]);
    const places = (await brand.variants()).map((row) => [row.product, row.sku, row.live]);
    expect(places).toContainEqual(["style-from", "B", false]);
    expect(places).toContainEqual(["style-to", "B", true]);
    expect((await brand.variants()).find((row) => row.id === old.id)).toMatchObject({ upid: old.upid });
    expect((await shop.sync()).tallies).toMatchObject({ unchanged: 2, variantsTombstoned: 0 });
  }
});

test("500 products with the same title are 500 products", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  for (let n = 0; n < 500; n += 1) {
    shop.source.records.push(record(`${n}`, { "product.name": "Basic Tee" }, { variants: skus(`S${n}`) }));
  }
  expect((await shop.sync({ chunkSize: 200 })).tallies).toMatchObject({
    created: 500,
    failed: 0,
    ambiguous: 0,
  });
  const products = await brand.products();
  expect(new Set(products.map((product) => product.upid)).size).toBe(500);
  expect(new Set(products.map((product) => product.name))).toEqual(new Set(["Basic Tee"]));
  expect((await shop.sync({ chunkSize: 200 })).tallies).toMatchObject({ unchanged: 500, created: 0 });
});
