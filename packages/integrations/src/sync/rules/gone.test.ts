import { approveRun } from "@v1/db/sync";
import { expect, test } from "vitest";
import { issue, record, skus } from "../testing/records.ts";
import { type Brand, type Connection, useWorld } from "../testing/world.ts";

const world = useWorld();

/** Ten products, so that one may go without asking anybody. */
async function stocked(name = "shop"): Promise<{ brand: Brand; shop: Connection }> {
  const brand = await world.brand();
  const shop = await brand.connect(name);
  for (let n = 0; n < 10; n += 1) shop.source.put(record(`${n}`, {}, { variants: skus(`SKU-${n}`) }));
  await shop.sync();
  return { brand, shop };
}

async function statuses(brand: Brand): Promise<string[]> {
  return (await brand.products()).filter((product) => product.status === "archived").map((p) => p.identifier);
}

test("a product removed at the source is archived, and comes back with the same UPID and status", async () => {
  const { brand, shop } = await stocked();
  await brand.sql("update products set status = 'published' where brand_id = $1", [brand.id]);
  const before = await brand.product("style-3");
  const variantBefore = await brand.variant("SKU-3");
  shop.source.remove("3");
  const gone = await shop.sync();
  expect(gone.tallies).toMatchObject({ read: 9, unchanged: 9, archived: 1, variantsTombstoned: 0 });
  expect(await brand.product("style-3")).toMatchObject({ status: "archived", upid: before.upid });
  expect(await statuses(brand)).toEqual(["style-3"]);
  expect(await brand.changes(gone.runId)).toEqual([
    { product: "style-3", variant: null, field: "$status", before: "published", after: "archived" },
  ]);
  expect((await brand.links()).find((link) => link.externalId === "3")).toMatchObject({ state: "gone" });

  shop.source.put(record("3", {}, { variants: skus("SKU-3") }));
  const back = await shop.sync();
  expect(back.tallies).toMatchObject({ created: 0, restored: 1, updated: 1, unchanged: 9 });
  expect(await brand.product("style-3")).toMatchObject({
    status: "published",
    upid: before.upid,
    id: before.id,
  });
  expect(await brand.variant("SKU-3")).toMatchObject({ live: true, upid: variantBefore.upid });
  expect(await brand.changes(back.runId)).toContainEqual({
    product: "style-3",
    variant: null,
    field: "$status",
    before: "archived",
    after: "published",
  });
});

test("a product removed at the source while another connection still sells it stays as it is", async () => {
  const { brand, shop } = await stocked();
  const erp = await brand.connect("erp");
  erp.source.put(record("3", {}, { variants: skus("SKU-3") }));
  await erp.sync();
  const before = await brand.product("style-3");
  shop.source.remove("3");
  expect((await shop.sync()).tallies).toMatchObject({ archived: 0 });
  expect(await brand.product("style-3")).toMatchObject({ status: before.status, upid: before.upid });
  shop.source.put(record("3", {}, { variants: skus("SKU-3") }));
  expect((await shop.sync()).tallies).toMatchObject({ created: 0, archived: 0, restored: 0 });
  shop.source.remove("3");
  await shop.sync();
  await erp.set({ archive_guard_percent: 100 });
  erp.source.remove("3");
  expect((await erp.sync()).tallies).toMatchObject({ archived: 1 });
  expect(await brand.product("style-3")).toMatchObject({ status: "archived", upid: before.upid });
  shop.source.put(record("3", {}, { variants: skus("SKU-3") }));
  expect((await shop.sync()).tallies).toMatchObject({ created: 0, restored: 1 });
  expect(await brand.product("style-3")).toMatchObject({ status: before.status, upid: before.upid });
});

test("rule 11: a variant that only the gone record sold is tombstoned where the product lives on", async () => {
  const { brand, shop } = await stocked();
  shop.source.put(record("3", {}, { variants: skus("SKU-3", "SKU-3b") }));
  await shop.sync();
  const erp = await brand.connect("erp");
  erp.source.put(record("3", {}, { variants: skus("SKU-3") }));
  await erp.sync();
  await brand.sql("update products set status = 'published' where brand_id = $1", [brand.id]);
  const before = await brand.variant("SKU-3b");
  shop.source.remove("3");
  const { tallies, runId } = await shop.sync();
  expect(tallies).toMatchObject({ archived: 0, variantsTombstoned: 1 });
  expect(await brand.variant("SKU-3")).toMatchObject({ live: true });
  expect(await brand.variant("SKU-3b")).toMatchObject({ live: false, upid: before.upid });
  expect(await brand.changes(runId)).toMatchObject([{ variant: "SKU-3b", field: "$tombstoned" }]);
  expect(await brand.product("style-3")).toMatchObject({ pending: true });
  shop.source.put(record("3", {}, { variants: skus("SKU-3", "SKU-3b") }));
  await shop.sync();
  expect(await brand.variant("SKU-3b")).toMatchObject({ live: true, upid: before.upid });
});

test("rule 5: tags that leave with the gone record end a conflict, and begin one", async () => {
  const { brand, shop } = await stocked();
  const says = (...tags: string[]) => record("3", { "product.tags": tags }, { variants: skus("SKU-3") });
  const [erp, pim] = [await brand.connect("erp"), await brand.connect("pim")];
  shop.source.put(says("wool"));
  await shop.sync();
  erp.source.put(says("silk"));
  await erp.sync();
  await brand.setOwner("product.tags", erp);
  await erp.sync();
  pim.source.put(says("silk", "wool"));
  await pim.sync();
  const open = async () => (await brand.openConflicts()).map(({ field, connection }) => [field, connection]);
  expect((await brand.product("style-3")).tags).toEqual(["silk by erp", "wool by shop"]);
  expect(await open()).toEqual([["product.tags", "shop"]]);
  shop.source.remove("3");
  await shop.sync();
  expect((await brand.product("style-3")).tags).toEqual(["silk by erp"]);
  expect(await open()).toEqual([["product.tags", "pim"]]);
  await erp.set({ archive_guard_percent: 100 });
  erp.source.remove("3");
  await erp.sync();
  expect((await brand.product("style-3")).tags).toEqual([]);
  expect(await open()).toEqual([]);
});

test("rule 11: a pin holds a product, and a product archived by hand is left alone", async () => {
  const { brand, shop } = await stocked();
  await brand.pin("product.name", (await brand.product("style-1")).id);
  await brand.sql(
    "update products set status = 'archived' where brand_id = $1 and product_identifier = 'style-2'",
    [brand.id],
  );
  shop.source.remove("1", "2");
  expect((await shop.sync()).tallies).toMatchObject({ archived: 0 });
  expect(await brand.product("style-1")).toMatchObject({ status: "unpublished" });
  shop.source.put(record("2", { "product.description": "back" }, { variants: skus("SKU-2") }));
  expect((await shop.sync()).tallies).toMatchObject({ restored: 0 });
  expect(await brand.product("style-2")).toMatchObject({ status: "archived", description: "back" });
});

test.each([
  ["unlink", "gone"],
  ["ignore", "live"],
])("rule 11: policy %s archives nothing and leaves the link %s", async (policy, state) => {
  const { brand, shop } = await stocked();
  await shop.set({ deletion_policy: policy });
  shop.source.records = shop.source.records.slice(0, 1);
  expect(await shop.sync()).toMatchObject({ status: "completed", tallies: { archived: 0 } });
  expect(await statuses(brand)).toEqual([]);
  const links = (await brand.links()).filter((link) => link.externalId !== "0");
  expect(new Set(links.map((link) => link.state))).toEqual(new Set([state]));
});

test("rule 11: only a full read may call a record gone", async () => {
  const { brand, shop } = await stocked();
  shop.source.remove("3");
  expect(await shop.sync({ mode: "incremental" })).toMatchObject({ tallies: { archived: 0 } });
  expect(shop.source.reads.at(-1)?.mode).toBe("incremental");
  expect(await statuses(brand)).toEqual([]);
});

test("rule 11: a count that does not match moves neither watermark nor deletes", async () => {
  const { brand, shop } = await stocked();
  await shop.set({ watermark: new Date("2026-01-01T00:00:00Z") });
  shop.source.remove("3");
  shop.source.countAgrees = false;
  shop.source.clock = "2026-06-01T00:00:00Z";
  const { lastFull: before } = await brand.run((await shop.sync()).runId);
  const { runId } = await shop.sync();
  expect(await brand.run(runId)).toMatchObject({
    status: "completed",
    verified: false,
    watermark: new Date("2026-01-01T00:00:00Z"),
    lastFull: before,
  });
  expect(await statuses(brand)).toEqual([]);
  shop.source.countAgrees = true;
  const good = await shop.sync();
  expect(good.tallies).toMatchObject({ archived: 1 });
  // The source's own clock, minus an overlap of five minutes.
  expect(await brand.run(good.runId)).toMatchObject({ watermark: new Date("2026-05-31T23:55:00Z") });
});

test("rule 11: records that failed, were ambiguous, unmatched, late or unchanged were seen", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  const all = ["unchanged", "fails", "late", "grouped", "broken"];
  const dated = "2026-05-01T00:00:00Z";
  for (const id of all) shop.source.put(record(id, {}, { variants: skus(id), updatedAt: dated }));
  await shop.sync();
  shop.source.put(
    record("fails", {}, { unmappable: issue(null, { code: "unmappable_record" }) }),
    record("late", {}, { variants: skus("late"), updatedAt: "2020-01-01T00:00:00Z" }),
    record("broken", { "product.description": "\0" }, { variants: skus("broken"), updatedAt: dated }),
  );
  await shop.set({ archive_guard_percent: 100 });
  const { tallies } = await shop.sync({ chunkSize: 2 });
  expect(tallies).toMatchObject({ read: 5, failed: 2, late: 1, unchanged: 2, archived: 0 });
  expect(await statuses(brand)).toEqual([]);
});

test("rule 11: above a fifth the run stops before it archives anything, and goes on once approved", async () => {
  const { brand, shop } = await stocked();
  const { watermark } = await brand.run((await shop.sync()).runId);
  shop.source.remove("1", "2", "3");
  const waiting = await shop.sync();
  expect(waiting.status).toBe("awaiting_approval");
  expect(await brand.run(waiting.runId)).toMatchObject({
    status: "awaiting_approval",
    guard: { live: 10, gone: 3 },
    watermark,
  });
  expect(await statuses(brand)).toEqual([]);
  // Delivered again, or started again, it still waits.
  expect((await shop.drive(waiting.runId)).status).toBe("awaiting_approval");
  expect(await shop.start()).toBe(waiting.runId);
  const reads = shop.source.reads.length;
  await approveRun(world.db, { brandId: brand.id, runId: waiting.runId, userId: crypto.randomUUID() });
  const done = await shop.drive(waiting.runId);
  expect(done).toMatchObject({ status: "completed", tallies: { archived: 3 } });
  expect(shop.source.reads).toHaveLength(reads);
  expect(await statuses(brand)).toEqual(["style-1", "style-2", "style-3"]);
  expect((await shop.sync()).tallies).toMatchObject({ read: 7, unchanged: 7, archived: 0 });
});

test("rule 11: a fifth exactly needs no approval, and the limit is the connection's own", async () => {
  const { brand, shop } = await stocked();
  shop.source.remove("1", "2");
  expect(await shop.sync()).toMatchObject({ status: "completed", tallies: { archived: 2 } });
  await shop.set({ archive_guard_percent: 10 });
  shop.source.remove("3");
  expect(await shop.sync()).toMatchObject({ status: "awaiting_approval" });
  expect(await statuses(brand)).toEqual(["style-1", "style-2"]);
});

test("rule 11: a source that answers with another account is never read, let alone judged", async () => {
  const { brand, shop } = await stocked();
  shop.source.account = { id: "somebody-else", name: "Somebody else" };
  shop.source.records = [];
  const reads = shop.source.reads.length;
  const { status, runId, error } = await shop.sync();
  expect(status).toBe("failed");
  expect(error).toMatchObject({ code: "precondition_failed" });
  expect(await brand.run(runId)).toMatchObject({ status: "failed" });
  expect(shop.source.reads).toHaveLength(reads);
  expect(await statuses(brand)).toEqual([]);
});

test("rule 11: with changed filters nothing is called gone in that run, but in the next", async () => {
  const { brand, shop } = await stocked();
  await shop.set({ mapping_version: 2 });
  shop.source.remove("3");
  expect((await shop.sync()).tallies).toMatchObject({ archived: 0 });
  expect(await statuses(brand)).toEqual([]);
  expect((await shop.sync()).tallies).toMatchObject({ archived: 1 });
  expect(await statuses(brand)).toEqual(["style-3"]);
});

test("rule 11: filters that change while a run reads spoil its judgement", async () => {
  const { brand, shop } = await stocked();
  shop.source.remove("3");
  shop.source.onRead = ({ end }) => (end ? shop.set({ mapping_version: 2 }) : undefined);
  expect(await shop.sync()).toMatchObject({ status: "completed", tallies: { archived: 0 } });
  expect(await statuses(brand)).toEqual([]);
});
