import { expect, test } from "vitest";
import { bare, record, skus, variant } from "../sync/testing/records.ts";
import { type Brand, useWorld } from "../sync/testing/world.ts";
import { somebody } from "./testing/people.ts";
import { driveUndo, undoRun } from "./undo-run.ts";

const world = useWorld();
const queue = { enqueue: async () => null };

async function undo(brand: Brand, runId: string, size?: number) {
  const person = await somebody(brand);
  const made = await undoRun({ db: world.db, queue }, person, { runId });
  const step = await driveUndo(
    { db: world.db },
    { brandId: brand.id, runId: made.runId },
    size ? { size } : {},
  );
  return { runId: made.runId, ...step };
}

const FULL = {
  "product.description": "old",
  "product.season": "Summer",
  "product.price": { amount: "10.00", currency: "EUR" },
  "product.weight": { value: "1.00", unit: "kg" as const },
  "product.tags": ["a", "b"],
  "product.materials": [{ name: "Cotton", percentage: "100.00", component: "main" }],
  "product.journey": [{ stepType: "weaving", facility: { name: "Mill" } }],
  "product.carbon": "1.0000",
};
const CHANGED = {
  "product.description": "new",
  "product.season": "Winter",
  "product.price": { amount: "12.00", currency: "EUR" },
  "product.weight": { value: "2.00", unit: "kg" as const },
  "product.tags": ["b", "c"],
  "product.materials": [
    { name: "Wool", percentage: "60.00", component: "main" },
    { name: "Silk", percentage: "40.00", component: "main" },
  ],
  "product.journey": [{ stepType: "sewing", facility: { name: "Atelier" } }],
  "product.carbon": "2.0000",
};
const sold = (sku: string, color: string) => ({
  variants: [variant("v", { "variant.sku": sku, "variant.color": color })],
});

/** One product, and a run that changed all of it. */
async function changed() {
  const brand = await world.brand();
  const shop = await brand.connect("shop");
  shop.source.put(record("1", FULL, sold("A", "Navy")));
  await shop.sync();
  const before = await stateOf(brand);
  shop.source.put(record("1", CHANGED, sold("B", "Red")));
  const { runId } = await shop.sync();
  return { brand, shop, before, after: await stateOf(brand), runId };
}

async function stateOf(brand: Brand) {
  return { products: await brand.products(), variants: await brand.variants() };
}

test("rule 14: undo puts back every kind of field that still holds the run's value", async () => {
  const { brand, before, runId } = await changed();
  const undone = await undo(brand, runId);
  expect(undone).toMatchObject({ status: "completed", tallies: { errors: 0, updated: 1 } });
  expect(await stateOf(brand)).toEqual(before);
  const [product] = await brand.products();
  expect(await brand.provenance(product?.id ?? "")).toMatchObject({ "product.description": "undone" });
});

test("rule 14: an undone field stays until the source says something else", async () => {
  const { brand, shop, before, runId } = await changed();
  await undo(brand, runId);
  // Everything is merged again, with the same words.
  await shop.set({ mapping_version: 2 });
  const again = await shop.sync();
  expect(again.tallies).toMatchObject({ changes: 0, conflictsOpened: 0, errors: 0 });
  expect(await stateOf(brand)).toEqual(before);
  shop.source.put(record("1", { ...CHANGED, "product.description": "newest" }, sold("C", "Red")));
  await shop.sync();
  expect(await brand.product("style-1")).toMatchObject({
    description: "newest",
    season: "Summer",
    carbon: "1.0000",
  });
  expect(await brand.variants()).toMatchObject([{ sku: "C", color: "Navy" }]);
  // Once it has spoken, the field is the owner's as before.
  shop.source.put(record("1", { ...CHANGED, "product.description": "new" }, sold("B", "Red")));
  await shop.sync();
  expect(await brand.product("style-1")).toMatchObject({ description: "new", season: "Summer" });
});

test("rule 14: the source coming back to the older value ends the hold", async () => {
  const { brand, shop, runId } = await changed();
  await undo(brand, runId);
  shop.source.put(record("1", FULL, sold("A", "Navy")));
  await shop.sync();
  const [held] = await brand.sql<{ count: number }>(
    "select count(*)::int as count from undone_values where brand_id = $1",
    [brand.id],
  );
  expect(held?.count).toBe(0);
  shop.source.put(record("1", CHANGED, sold("B", "Red")));
  await shop.sync();
  expect(await brand.product("style-1")).toMatchObject({ description: "new", season: "Winter" });
});

test("rule 14: undo takes every record out again that the run brought into a product", async () => {
  const brand = await world.brand();
  const shop = await brand.connect("shop");
  const colour = (id: string) => record(id, {}, { groupKey: "style", variants: skus(`S${id}`) });
  shop.source.put(colour("1"));
  await shop.sync();
  const before = await stateOf(brand);
  shop.source.put(colour("2"), colour("3"), colour("4"));
  const { runId } = await shop.sync({ chunkSize: 2 });
  expect(await brand.variants()).toHaveLength(4);
  await undo(brand, runId);
  expect((await brand.links()).map(({ externalId, state }) => [externalId, state])).toEqual([
    ["1", "live"],
    ["2", "suppressed"],
    ["3", "suppressed"],
    ["4", "suppressed"],
  ]);
  const { products, variants } = await stateOf(brand);
  expect(products).toEqual(before.products);
  expect(variants.filter(({ live }) => live)).toEqual(before.variants);
});

test("rule 14: an undone code stays where it is, and another variant that wants it is told so", async () => {
  const { brand, shop, runId } = await changed();
  await undo(brand, runId);
  shop.source.put(
    record("1", CHANGED, {
      variants: [
        variant("v", { "variant.sku": "B", "variant.color": "Red" }),
        variant("w", { "variant.sku": "A" }),
      ],
    }),
  );
  const synced = await shop.sync();
  expect(synced.status).toBe("completed");
  expect((await brand.variants()).map(({ sku }) => sku)).toEqual(["A", null]);
  expect(await brand.errors(synced.runId)).toMatchObject([{ code: "duplicate_value", field: "variant.sku" }]);
});

test("rule 14: what changed since, or is pinned, is left and listed with the reason", async () => {
  const { brand, shop, runId } = await changed();
  shop.source.put(record("1", { ...CHANGED, "product.description": "later" }, sold("B", "Red")));
  await shop.sync();
  await brand.pin("product.season", (await brand.product("style-1")).id);
  const undone = await undo(brand, runId);
  expect(undone.tallies).toMatchObject({ errors: 2 });
  expect(await brand.product("style-1")).toMatchObject({
    description: "later",
    season: "Winter",
    carbon: "1.0000",
  });
  expect(await brand.errors(undone.runId)).toMatchObject([
    { record: "style-1", code: "changed_since", field: "product.description" },
    { record: "style-1", code: "pinned", field: "product.season" },
  ]);
});

test("rule 14: an undo can be undone, and that too", async () => {
  const { brand, before, after, runId } = await changed();
  const first = await undo(brand, runId);
  await expect(undo(brand, runId)).rejects.toMatchObject({ code: "conflict" });
  const second = await undo(brand, first.runId);
  expect(await stateOf(brand)).toEqual(after);
  await undo(brand, second.runId);
  expect(await stateOf(brand)).toEqual(before);
});

async function created() {
  const brand = await world.brand();
  const shop = await brand.connect("shop");
  shop.source.put(record("1", {}, { variants: skus("A") }), record("2", {}, { variants: skus("B") }));
  const { runId } = await shop.sync();
  return { brand, shop, runId };
}

const statuses = async (brand: Brand) => (await brand.products()).map(({ status }) => status);
const states = async (brand: Brand) => (await brand.links()).map(({ state }) => state);

test("rule 14: created records are archived, their links rest until the source says something new", async () => {
  const { brand, shop, runId } = await created();
  const undone = await undo(brand, runId);
  expect(undone.tallies).toMatchObject({ archived: 2, errors: 0 });
  expect(await statuses(brand)).toEqual(["archived", "archived"]);
  expect(await states(brand)).toEqual(["suppressed", "suppressed"]);
  expect((await shop.sync()).tallies).toMatchObject({ created: 0, unchanged: 2, archived: 0 });
  expect(await statuses(brand)).toEqual(["archived", "archived"]);
  const upids = (await brand.products()).map(({ upid }) => upid);
  shop.source.put(record("1", { "product.description": "new" }, { variants: skus("A") }));
  await shop.sync();
  expect(await statuses(brand)).toEqual(["unpublished", "archived"]);
  expect(await states(brand)).toEqual(["live", "suppressed"]);
  expect((await brand.products()).map(({ upid }) => upid)).toEqual(upids);
});

test("rule 14: created records that somebody touched stay, and are listed", async () => {
  const { brand, shop, runId } = await created();
  shop.source.put(record("1", { "product.description": "later" }, { variants: skus("A") }));
  await shop.sync();
  await brand.sql(
    "update products set status = 'published' where brand_id = $1 and product_identifier = 'style-2'",
    [brand.id],
  );
  const undone = await undo(brand, runId);
  expect(undone.tallies).toMatchObject({ archived: 0, errors: 2 });
  expect(await statuses(brand)).toEqual(["unpublished", "published"]);
  expect((await brand.errors(undone.runId)).map(({ code }) => code)).toEqual(["touched", "touched"]);
});

test("rule 14: the undo of a creation is undone", async () => {
  const { brand, runId } = await created();
  const before = await stateOf(brand);
  const first = await undo(brand, runId);
  const second = await undo(brand, first.runId);
  expect(await stateOf(brand)).toEqual(before);
  expect(await states(brand)).toEqual(["live", "live"]);
  await undo(brand, second.runId);
  expect(await statuses(brand)).toEqual(["archived", "archived"]);
  expect(await states(brand)).toEqual(["suppressed", "suppressed"]);
});

test("rule 14: links that the run made are undone, and what it wrote there", async () => {
  const brand = await world.brand();
  const shop = await brand.connect("shop");
  shop.source.put(record("1", {}, { variants: skus("A") }));
  await shop.sync();
  const erp = await brand.connect("erp");
  await brand.setOwner("product.description", erp);
  erp.source.put(
    bare(
      "e",
      { "product.identifier": "style-1", "product.description": "ERP", "product.gender": "men" },
      { variants: skus("A") },
    ),
  );
  const { runId } = await erp.sync();
  expect(await brand.product("style-1")).toMatchObject({ description: "ERP" });
  await undo(brand, runId);
  expect(await brand.product("style-1")).toMatchObject({ description: null, status: "unpublished" });
  expect(await brand.links()).toMatchObject([
    { connection: "erp", state: "suppressed" },
    { connection: "shop", state: "live" },
  ]);
  expect((await erp.sync()).tallies).toMatchObject({ unchanged: 1, changes: 0 });
});

test("rule 14: variants made and ended by a run come and go with its undo", async () => {
  const brand = await world.brand();
  const shop = await brand.connect("shop");
  shop.source.put(record("1", {}, { variants: skus("A", "B") }));
  await shop.sync();
  shop.source.put(record("1", {}, { variants: skus("A", "C") }));
  const { runId } = await shop.sync();
  const live = async () => (await brand.variants()).filter((row) => row.live).map(({ sku }) => sku);
  expect(await live()).toEqual(["A", "C"]);
  const undone = await undo(brand, runId);
  expect(await live()).toEqual(["A", "B"]);
  await undo(brand, undone.runId);
  expect(await live()).toEqual(["A", "C"]);
});

test("rule 14: a variant whose end is undone stays until its record has listed it again", async () => {
  const brand = await world.brand();
  const shop = await brand.connect("shop");
  const standing = async () => (await brand.variants()).filter(({ live }) => live).map(({ sku }) => sku);
  const says = async (description: string, ...variants: string[]) => {
    shop.source.put(record("1", { "product.description": description }, { variants: skus(...variants) }));
    const { runId } = await shop.sync();
    return runId;
  };
  await says("one", "A", "B");
  const ended = await says("two", "A");
  await undo(brand, ended);
  await says("three", "A");
  expect(await standing()).toEqual(["A", "B"]);
  // Listed and left out again is a new word.
  await says("four", "A", "B");
  await says("five", "A");
  expect(await standing()).toEqual(["A"]);
});

test("rule 14: what holds a variant goes and comes with the undo of its undo", async () => {
  const brand = await world.brand();
  const shop = await brand.connect("shop");
  const standing = async () => (await brand.variants()).filter(({ live }) => live).map(({ sku }) => sku);
  shop.source.put(record("1", {}, { variants: skus("A", "B") }));
  await shop.sync();
  shop.source.put(record("1", { "product.description": "new" }, { variants: skus("A") }));
  const { runId } = await shop.sync();
  const undone = await undo(brand, runId);
  const redone = await undo(brand, undone.runId);
  expect(await standing()).toEqual(["A"]);
  const { rows } = await world.db.pool.query(
    "select from undone_values where brand_id = $1 and field_key = '$tombstoned'",
    [brand.id],
  );
  expect(rows).toEqual([]);
  await undo(brand, redone.runId);
  shop.source.put(record("1", { "product.description": "newer" }, { variants: skus("A") }));
  await shop.sync();
  expect(await standing()).toEqual(["A", "B"]);
});

test("rule 14: a mass archive is undone", async () => {
  const { brand, shop } = await created();
  await shop.set({ archive_guard_percent: 100 });
  shop.source.remove("1", "2");
  const { runId } = await shop.sync();
  expect(await statuses(brand)).toEqual(["archived", "archived"]);
  expect((await undo(brand, runId)).tallies).toMatchObject({ restored: 2 });
  expect(await statuses(brand)).toEqual(["unpublished", "unpublished"]);
  // The next full read does not find them gone once more.
  expect((await shop.sync()).tallies).toMatchObject({ archived: 0 });
});

test("rule 14: an undo that is stopped between any two chunks goes on where it was", async () => {
  const brand = await world.brand();
  const shop = await brand.connect("shop");
  const all = (description: string) =>
    Array.from({ length: 7 }, (_, n) => record(String(n), { "product.description": description }));
  shop.source.put(...all("old"));
  await shop.sync();
  shop.source.put(...all("new"));
  const { runId } = await shop.sync();
  const person = await somebody(brand);
  const ref = { brandId: brand.id, runId: (await undoRun({ db: world.db, queue }, person, { runId })).runId };
  const stop = new AbortController();
  await expect(
    driveUndo({ db: world.db }, ref, { size: 2, signal: stop.signal, onChunk: () => stop.abort() }),
  ).rejects.toThrow();
  expect(new Set((await brand.products()).map(({ description }) => description))).toEqual(
    new Set(["old", "new"]),
  );
  const [left, right] = await Promise.all([
    driveUndo({ db: world.db }, ref, { size: 2 }),
    driveUndo({ db: world.db }, ref, { size: 2 }),
  ]);
  expect([left.tallies, right.tallies]).toMatchObject([{ changes: 7 }, { changes: 7 }]);
  expect(new Set((await brand.products()).map(({ description }) => description))).toEqual(new Set(["old"]));
});

test("rule 14: owners undo, members do not; what runs is not undone", async () => {
  const { brand, shop, runId } = await created();
  const deps = { db: world.db, queue };
  await expect(undoRun(deps, await somebody(brand, "member"), { runId })).rejects.toMatchObject({
    code: "forbidden",
  });
  const active = await shop.start();
  await expect(undoRun(deps, await somebody(brand), { runId: active })).rejects.toMatchObject({
    code: "conflict",
  });
});
