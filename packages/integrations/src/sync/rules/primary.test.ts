import { disconnect, reconnect } from "@v1/db/sync";
import { expect, test } from "vitest";
import { somebody } from "../../ownership/testing/people.ts";
import { driveUndo, undoRun } from "../../ownership/undo-run.ts";
import { record, type SourceRecord, variant } from "../testing/records.ts";
import { type Brand, type Connection, useWorld } from "../testing/world.ts";

const world = useWorld();

/** A record of a style that says its own name of the product, and has a variant of its own. */
function part(id: string, more: Partial<SourceRecord> = {}): SourceRecord {
  const variants = [variant(`v${id}`, { "variant.sku": id })];
  return record(id, { "product.description": id }, { groupKey: "style", variants, ...more });
}

async function shopOf(brand: Brand): Promise<Connection> {
  const shop = await brand.connect("shop");
  await shop.set({ archive_guard_percent: 100 });
  return shop;
}

const roles = async (brand: Brand) =>
  (await brand.links()).map(
    ({ externalId, state, primary }) => `${externalId} ${state}${primary ? " leads" : ""}`,
  );

const descriptions = async (brand: Brand) => (await brand.products()).map(({ description }) => description);

async function undo(brand: Brand, runId: string): Promise<string> {
  const deps = { db: world.db, queue: { enqueue: async () => null } };
  const undone = await undoRun(deps, await somebody(brand), { runId });
  await driveUndo(deps, { brandId: brand.id, runId: undone.runId });
  return undone.runId;
}

test("rule 12: of records that all were gone, the one that returns alone writes the product", async () => {
  const brand = await world.brand();
  const shop = await shopOf(brand);
  shop.source.put(part("a"), part("b"));
  await shop.sync();
  shop.source.records = [];
  await shop.sync();
  shop.source.put(part("b"));
  await shop.sync();
  expect(await roles(brand)).toEqual(["a gone", "b live leads"]);
  expect(await descriptions(brand)).toEqual(["b"]);
  shop.source.put(part("a"));
  await shop.sync();
  expect(await roles(brand)).toEqual(["a live", "b live leads"]);
  expect(await descriptions(brand)).toEqual(["b"]);
});

test("rule 12: a record that led finds its product again, whatever style the other one is of by then", async () => {
  const brand = await world.brand();
  const shop = await shopOf(brand);
  shop.source.put(part("a"), part("b"));
  await shop.sync();
  shop.source.remove("a");
  await shop.sync();
  shop.source.put(part("a"), part("b", { groupKey: "another" }));
  const { tallies } = await shop.sync();
  expect(tallies).toMatchObject({ created: 0, failed: 0 });
  expect(await roles(brand)).toEqual(["a live", "b live leads"]);
  expect((await brand.links()).map(({ product }) => product)).toEqual(["style-a", "style-a"]);
});

test("rule 12: after a disconnect the one that led leads again, in whatever order they are read", async () => {
  const brand = await world.brand();
  const shop = await shopOf(brand);
  shop.source.put(part("b"), part("a"));
  await shop.sync();
  const { userId } = await somebody(brand);
  const ref = { brandId: brand.id, connectionId: shop.id, userId };
  await disconnect(world.db, ref);
  await reconnect(world.db, { ...ref, account: shop.source.account });
  shop.source.records.reverse();
  await shop.sync({ chunkSize: 1 });
  expect(await roles(brand)).toEqual(["a live", "b live leads"]);
  expect(await descriptions(brand)).toEqual(["b"]);
});

test("rule 13: a record that led and returns with older data joins the others, and its data is dropped", async () => {
  const brand = await world.brand();
  const shop = await shopOf(brand);
  shop.source.put(part("a", { updatedAt: "2026-01-02T00:00:00Z" }), part("b"));
  await shop.sync();
  shop.source.remove("a");
  await shop.sync();
  shop.source.put(part("a", { updatedAt: "2026-01-01T00:00:00Z", variants: [] }));
  const { runId } = await shop.sync();
  expect(await brand.errors(runId)).toMatchObject([{ record: "a", code: "late_data" }]);
  expect(await roles(brand)).toEqual(["a live", "b live leads"]);
});

test("rule 11: a record that led and returns as another of its style ends the variants that it has dropped", async () => {
  const brand = await world.brand();
  const shop = await shopOf(brand);
  shop.source.put(part("a"), part("b"));
  await shop.sync();
  const [product] = await brand.products();
  const [own] = await brand.variants();
  await brand.pin("variant.color", product?.id ?? "", own?.id);
  shop.source.remove("a");
  await shop.sync();
  await brand.sql("delete from field_pins where brand_id = $1", [brand.id]);
  shop.source.put(part("a", { variants: [] }));
  await shop.sync();
  expect((await brand.variants()).map(({ sku, live }) => [sku, live])).toEqual([
    ["a", false],
    ["b", true],
  ]);
});

test("rule 5: with the record that led goes what it contradicted, and the next one is heard in the same run", async () => {
  const brand = await world.brand();
  const erp = await brand.connect("erp");
  erp.source.put(record("a", { "product.description": "ours", "product.season": "ours" }));
  await erp.sync();
  const shop = await shopOf(brand);
  shop.source.put(
    record("a", { "product.description": "a" }, { groupKey: "style" }),
    record("b", { "product.description": "ours", "product.season": "b" }, { groupKey: "style" }),
  );
  await shop.sync();
  const open = async () => (await brand.openConflicts()).map(({ field, observed }) => [field, observed]);
  expect(await open()).toEqual([["product.description", "a"]]);
  shop.source.remove("a");
  await shop.sync();
  expect(
    (await open()).filter(([field]) => field !== "product.name" && field !== "product.identifier"),
  ).toEqual([["product.season", "b"]]);
});

test("rule 5: with a record that did not lead goes what it contradicted of its variants", async () => {
  const brand = await world.brand();
  const erp = await brand.connect("erp");
  const sized = (id: string, size: string) => ({
    variants: [variant(`v${id}`, { "variant.sku": id, "variant.size": size })],
  });
  erp.source.put(record("a", {}, sized("b", "M")));
  await erp.sync();
  const shop = await shopOf(brand);
  shop.source.put(
    record("a", {}, { groupKey: "style" }),
    record("b", {}, { groupKey: "style", ...sized("b", "L") }),
  );
  await shop.sync();
  const open = async () => (await brand.openConflicts()).map(({ field, observed }) => [field, observed]);
  expect(await open()).toEqual([["variant.size", "L"]]);
  shop.source.remove("b");
  await shop.sync();
  expect(await open()).toEqual([]);
});

test("rule 14: the link of the record that leads is taken back: another leads, and gives way to nobody", async () => {
  const brand = await world.brand();
  const shop = await shopOf(brand);
  const erp = await brand.connect("erp", { matchBy: ["identifier"] });
  erp.source.put(record("a"));
  await erp.sync();
  shop.source.put(part("a"));
  const { runId } = await shop.sync();
  shop.source.put(part("b"));
  await shop.sync();
  const undone = await undo(brand, runId);
  await shop.sync();
  expect(await roles(brand)).toEqual(["a live leads", "a suppressed", "b live leads"]);
  await undo(brand, undone);
  await shop.sync();
  expect(await roles(brand)).toEqual(["a live leads", "a live", "b live leads"]);
});

test("rule 14: a link that was taken back rests, though its record led and another does now", async () => {
  const brand = await world.brand();
  const shop = await shopOf(brand);
  shop.source.put(part("a"));
  await shop.sync();
  shop.source.put(part("b"));
  const { runId } = await shop.sync();
  shop.source.remove("a");
  await shop.sync();
  expect(await roles(brand)).toEqual(["a gone", "b live leads"]);
  await undo(brand, runId);
  await shop.sync();
  expect(await roles(brand)).toEqual(["a gone", "b suppressed leads"]);
  shop.source.put(part("a"));
  await shop.sync();
  await shop.sync();
  expect(await roles(brand)).toEqual(["a live leads", "b suppressed"]);
});
