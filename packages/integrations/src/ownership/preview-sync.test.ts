import { getPreview, listPreviewRecords } from "@v1/db/ownership";
import { expect, test } from "vitest";
import { noHttp } from "../http/testing/no-http.ts";
import { bare, issue, record, skus, variant } from "../sync/testing/records.ts";
import { type Connection, useWorld } from "../sync/testing/world.ts";
import { pin, unpinFields } from "./pins.ts";
import { drivePreview } from "./preview-sync.ts";
import { previewSync, takeOver } from "./start-preview.ts";
import { depsOf, somebody } from "./testing/people.ts";
import { readAs } from "./testing/read-as.ts";

const world = useWorld();
const deps = () => ({ db: world.db, queue: { enqueue: async () => null } });

function driveWith(
  connection: Connection,
  runId: string,
  chunkSize = 2,
  options: { patienceMs?: number } = {},
) {
  return drivePreview(
    {
      db: world.db,
      http: noHttp,
      connector: (slug) => world.connector(slug),
      secrets: async () => null,
      chunkSize,
    },
    { brandId: connection.brand.id, runId },
    options,
  );
}

/** A shop whose next sync makes, changes, keeps, refuses and loses something; gender belongs to people. */
async function scene() {
  const brand = await world.brand();
  await brand.setOwner("product.gender", "manual");
  const shop = await brand.connect("shop");
  await shop.set({ archive_guard_percent: 100 });
  const same = record("6", { "product.description": "same" });
  shop.source.put(
    record(
      "1",
      { "product.description": "old", "product.price": { amount: "10.00", currency: "EUR" } },
      { variants: skus("A") },
    ),
    record("2", { "product.description": "kept" }, { variants: skus("B") }),
    record("3", { "product.gender": "men" }),
    record("5"),
    same,
  );
  await shop.sync();
  await brand.sql(
    "update products set gender = 'men' where brand_id = $1 and product_identifier = 'style-3'",
    [brand.id],
  );
  shop.source.records = [
    record(
      "1",
      { "product.description": "new", "product.price": { amount: "12.00", currency: "EUR" } },
      { variants: skus("A") },
    ),
    record("2", { "product.description": null }, { variants: [variant("B", { "variant.sku": "A" })] }),
    record("3", { "product.gender": "women" }),
    record("4", { "product.description": "made" }, { variants: skus("D") }),
    same,
    record("7", {}, { issues: [issue("product.season")] }),
    { ...bare("8", {}), unmappable: issue(null, { code: "unmappable_record" }) },
  ];
  const person = await somebody(brand, "member");
  const preview = async (mode: "full" | "incremental" = "full") => {
    const { runId } = await previewSync(deps(), person, { connectionId: shop.id, mode });
    expect(await driveWith(shop, runId)).toMatchObject({ status: "completed" });
    return runId;
  };
  const records = (runId: string, request: object = {}) =>
    readAs(brand, person, (scope) => listPreviewRecords(scope, { runId, ...request }));
  const state = async () => [
    await brand.products(),
    await brand.variants(),
    await brand.links(),
    await brand.conflicts(),
  ];
  return { brand, shop, person, preview, records, state };
}

test("rule 16: a preview tells record by record what a sync would do, and writes nothing", async () => {
  const { brand, preview, records, state, person } = await scene();
  const before = await state();
  const runId = await preview();
  expect(await state()).toEqual(before);
  const { items } = await records(runId);
  expect(items.map(({ externalId, effect, identifier }) => [externalId, effect, identifier])).toEqual([
    ["1", "changed", "style-1"],
    ["2", "rejected", "style-2"],
    ["3", "conflict", "style-3"],
    ["4", "created", "style-4"],
    ["7", "created", "style-7"],
    ["8", "rejected", null],
    ["5", "archived", "style-5"],
  ]);
  expect(items[0]?.diff?.changes).toMatchObject([
    { field: "product.description", before: "old", after: "new" },
    { field: "product.price", before: { amount: "10.00" }, after: { amount: "12.00" } },
  ]);
  expect(items[1]?.diff).toMatchObject({
    kept: ["product.description"],
    rejected: [{ code: "duplicate_value", field: "variant.sku" }],
  });
  expect(items[2]?.diff?.conflicts).toMatchObject([
    { field: "product.gender", canonical: "men", observed: "women" },
  ]);
  const { report } = await readAs(brand, person, (scope) => getPreview(scope, runId));
  expect(report).toMatchObject({
    records: 7,
    effects: { changed: 1, rejected: 2, conflict: 1, created: 2, unchanged: 1, archived: 1 },
    verified: true,
  });
  const field = (key: string) => report?.fields.find((row) => row.field === key);
  expect(field("product.description")).toMatchObject({ created: 1, changed: 1, kept: 1, conflicts: 0 });
  expect(field("product.gender")).toMatchObject({ conflicts: 1, changed: 0 });
});

test("rule 16: what it found is browsed by effect and by field, page by page", async () => {
  const { preview, records } = await scene();
  const runId = await preview();
  expect((await records(runId, { effect: "created" })).items).toHaveLength(2);
  expect((await records(runId, { effect: "unchanged" })).items).toMatchObject([{ externalId: "6" }]);
  expect((await records(runId, { fieldKey: "product.price" })).items).toMatchObject([{ externalId: "1" }]);
  const first = await records(runId, { limit: 4 });
  const second = await records(runId, { limit: 4, cursor: first.nextCursor });
  expect([...first.items, ...second.items]).toHaveLength(7);
});

test("rule 16: taken over, it does what it said, whatever the source says by then", async () => {
  const { brand, shop, person, preview, records } = await scene();
  const runId = await preview();
  const said = (await records(runId)).items;
  const other = await scene();
  const plain = await other.shop.sync({ chunkSize: 2 });
  shop.source.records = [];
  const reads = shop.source.reads.length;
  const taken = await takeOver(deps(), person, { runId });
  const outcome = await shop.drive(taken.runId, { chunkSize: 2 });
  expect(shop.source.reads).toHaveLength(reads);
  expect(outcome).toMatchObject({ status: "completed", tallies: plain.tallies });
  const strip = (rows: { id: string; upid: string }[]) => rows.map(({ id: _, upid: __, ...rest }) => rest);
  expect(strip(await brand.products())).toEqual(strip(await other.brand.products()));
  expect(strip(await brand.variants())).toEqual(strip(await other.brand.variants()));
  expect(await brand.errors(taken.runId)).toEqual(await other.brand.errors(plain.runId));
  const changed = said.flatMap(({ diff }) => diff?.changes ?? []);
  const archived = said.filter(({ effect }) => effect === "archived");
  expect(await brand.changes(taken.runId)).toHaveLength(changed.length + archived.length);
  await expect(takeOver(deps(), person, { runId })).rejects.toMatchObject({ code: "conflict" });
});

test("rule 16: after a take-over the next sync skips what is unchanged", async () => {
  const { shop, person, preview } = await scene();
  const { runId } = await takeOver(deps(), person, { runId: await preview() });
  await shop.drive(runId);
  const next = await shop.sync();
  expect(next.tallies).toMatchObject({ created: 0, updated: 0, changes: 0, archived: 0 });
});

test("rule 16: taking over says what has changed since", async () => {
  const { brand, shop, person, preview } = await scene();
  const runId = await preview();
  await brand.setOwner("product.description", "manual");
  await brand.sql(
    "update products set updated_at = now(), name = 'Edited' where brand_id = $1 and product_identifier = 'style-1'",
    [brand.id],
  );
  await expect(takeOver(deps(), person, { runId })).rejects.toMatchObject({
    code: "precondition_failed",
    fields: { ownership: expect.anything(), products: "1 of its products have changed since." },
  });
  const anyway = await takeOver(deps(), person, { runId, anyway: true });
  expect(await shop.drive(anyway.runId)).toMatchObject({ status: "completed" });
  expect(await brand.product("style-1")).toMatchObject({ description: "old", price: "12.00 EUR" });
});

test("rule 16: taking over says that pins were set or lifted, and products added, since", async () => {
  const { brand, shop, person, preview } = await scene();
  const refused = (runId: string) => takeOver(deps(), person, { runId }).catch(({ fields }) => fields);
  const productId = (await brand.product("style-1")).id;
  const set = await preview();
  const { id } = await pin(world, person, { productId, fieldKey: "product.description" });
  expect(await refused(set)).toEqual({ pins: expect.stringContaining("(1)") });
  const lifted = await preview();
  await unpinFields(depsOf(world), person, { pins: [id] });
  expect(await refused(lifted)).toMatchObject({ pins: expect.stringContaining("(1)") });
  const erp = await brand.connect("erp");
  shop.source.put(record("new"));
  const added = await preview();
  erp.source.put(record("new"));
  await erp.sync();
  expect(await refused(added)).toEqual({ added: expect.stringContaining("(1)") });
});

test("rule 16: a record finds in a preview what an earlier chunk would make, give up and take", async () => {
  const make = async () => {
    const brand = await world.brand();
    const shop = await brand.connect("shop");
    shop.source.put(record("1", {}, { variants: skus("A") }), record("2", {}, { variants: skus("B") }));
    await shop.sync();
    shop.source.records = [
      // Gives A up, which the third takes.
      record("1", {}, { variants: [variant("A", { "variant.sku": "A2" })] }),
      // New, and a second record of the same style.
      record("3", { "product.description": "first" }, { groupKey: "g", variants: skus("C") }),
      record("2", {}, { variants: [variant("B", { "variant.sku": "A" })] }),
      bare("4", { "product.description": "second" }, { groupKey: "g", variants: skus("D") }),
      // Its identifier is taken by the new one, and its code too.
      record("5", { "product.identifier": "style-3" }, { variants: skus("C") }),
    ];
    return { brand, shop };
  };
  const { brand, shop } = await make();
  const person = await somebody(brand, "member");
  const { runId } = await previewSync(deps(), person, { connectionId: shop.id, mode: "full" });
  expect(await driveWith(shop, runId, 1)).toMatchObject({ status: "completed" });
  const { items } = await readAs(brand, person, (scope) => listPreviewRecords(scope, { runId }));
  expect(items.map(({ externalId, effect, productId }) => [externalId, effect, productId !== null])).toEqual([
    ["1", "changed", true],
    ["3", "created", false],
    ["2", "changed", true],
    ["4", "changed", false],
    ["5", "rejected", false],
  ]);
  expect(items[2]?.diff).toMatchObject({
    changes: [{ field: "variant.sku", before: "B", after: "A" }],
    rejected: null,
  });
  expect(items[3]?.diff?.changes?.map(({ field }) => field)).toEqual(["$linked", "$created"]);
  // What it says is what a sync does.
  const { tallies } = await readAs(brand, person, (scope) => getPreview(scope, runId));
  const other = await make();
  expect((await other.shop.sync({ chunkSize: 1 })).tallies).toEqual(tallies);
});

test("rule 16: where others would wait for too long, chunks are rehearsed apart, and none is left out", async () => {
  const { brand, shop, person, preview, records } = await scene();
  const together = (await records(await preview())).items;
  const { runId } = await previewSync(deps(), person, { connectionId: shop.id, mode: "full" });
  expect(await driveWith(shop, runId, 2, { patienceMs: -1 })).toMatchObject({ status: "completed" });
  const strip = (items: typeof together) =>
    items.map(({ ordinal, externalId, effect }) => [ordinal, externalId, effect]);
  const apart = await readAs(brand, person, (scope) => listPreviewRecords(scope, { runId }));
  expect(strip(apart.items)).toEqual(strip(together));
});

test("rule 16: a preview stands beside a sync that holds the connection, and neither disturbs the other", async () => {
  const { brand, shop, person, state } = await scene();
  const { runId } = await previewSync(deps(), person, { connectionId: shop.id, mode: "full" });
  const before = await state();
  const sync = await shop.start();
  let looked = false;
  shop.source.onRead = async () => {
    if (looked) return;
    looked = true;
    expect(await driveWith(shop, runId)).toMatchObject({ status: "completed" });
    expect(await state()).toEqual(before);
  };
  expect(await shop.drive(sync, { chunkSize: 2 })).toMatchObject({ status: "completed" });
  expect(await brand.product("style-1")).toMatchObject({ description: "new" });
});
