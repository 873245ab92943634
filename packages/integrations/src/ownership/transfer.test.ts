import { type FieldKey, OWNABLE_FIELDS } from "@v1/core";
import { expect, test } from "vitest";
import { bare, record, skus, variant } from "../sync/testing/records.ts";
import { type Brand, type Connection, useWorld } from "../sync/testing/world.ts";
import { driveAdoption, listOwnedFields, previewTransfer, transferOwnership } from "./index.ts";
import { depsOf, somebody } from "./testing/people.ts";

const world = useWorld();
const price = (amount: string) => ({ amount, currency: "EUR" });

interface Scene {
  brand: Brand;
  shop: Connection;
  erp: Connection;
}

/** Three products that the shop owns and the ERP observes, each in a way of its own. */
async function scene(): Promise<Scene> {
  const brand = await world.brand();
  const shop = await brand.connect("shop");
  const erp = await brand.connect("erp");
  shop.source.put(
    record(
      "1",
      { "product.description": "Shop 1", "product.price": price("10.00") },
      { variants: skus("A") },
    ),
    record("2", { "product.description": "Same", "product.price": price("10.00") }, { variants: skus("B") }),
    record("3", { "product.description": "Shop 3" }, { variants: skus("C") }),
    record("4", { "product.description": "Shop 4" }, { variants: skus("D") }),
  );
  erp.source.put(
    bare("e1", { "product.description": "ERP 1", "product.price": price("12.00") }, { variants: skus("A") }),
    bare("e2", { "product.description": "Same" }, { variants: skus("B") }),
    bare("e3", { "product.price": price("13.00") }, { variants: skus("C") }),
    bare("e4", { "product.description": "ERP 4" }, { variants: skus("D") }),
  );
  await shop.sync();
  await erp.sync();
  return { brand, shop, erp };
}

async function versionsOf(brand: Brand, ...keys: FieldKey[]) {
  const { fields } = await listOwnedFields(depsOf(world), { brandId: brand.id });
  return keys.map((key) => ({ key, version: fields.find((field) => field.key === key)?.version ?? -1 }));
}

test("rule 9: a transfer is previewed in numbers, and the preview is what then happens", async () => {
  const { brand, erp } = await scene();
  await brand.pin("product.description", (await brand.product("style-4")).id);
  const deps = depsOf(world);
  const to = { connectionId: erp.id };
  const fields: FieldKey[] = ["product.description", "product.price", "product.tags"];
  const preview = await previewTransfer(deps, { brandId: brand.id }, { fields, to });
  expect(preview).toMatchObject({
    looked: 4,
    of: 4,
    fields: [
      {
        key: "product.description",
        version: 1,
        from: { kind: "connection", connection: "shop" },
        products: { change: 1, fill: 0, stay: 1, noValue: 1, pinned: 1, refused: 0 },
      },
      { key: "product.price", products: { change: 1, fill: 1, stay: 0, noValue: 2, pinned: 0 } },
      { key: "product.tags", products: { change: 0, fill: 0, stay: 0, noValue: 4 } },
    ],
  });
  // Nothing was written by looking.
  expect(await brand.product("style-1")).toMatchObject({ description: "Shop 1", price: "10.00 EUR" });
  const scope = await somebody(brand);
  const done = await transferOwnership(deps, scope, {
    fields: preview.fields.map(({ key, version }) => ({ key, version })),
    to,
    adopt: "now",
    reason: "The ERP knows better.",
  });
  expect(done).toMatchObject({ status: "completed", tallies: { read: 4, changes: 3 } });
  const shown = (await brand.products()).map(({ description, price: cost }) => [description, cost]);
  expect(shown).toEqual([
    ["ERP 1", "12.00 EUR"],
    ["Same", "10.00 EUR"],
    ["Shop 3", "13.00 EUR"],
    ["Shop 4", null],
  ]);
  const changes = await brand.changes(done.runId ?? "");
  expect(changes.map(({ product, field, before, after }) => [product, field, before, after])).toEqual([
    ["style-1", "product.description", "Shop 1", "ERP 1"],
    ["style-1", "product.price", price("10.00"), price("12.00")],
    ["style-3", "product.price", null, price("13.00")],
  ]);
  const { id } = await brand.product("style-2");
  // Right already: only who stands behind it changes.
  expect(await brand.provenance(id)).toMatchObject({
    "product.description": "owner erp",
    "product.price": "owner shop",
  });
});

test("rule 9: a transfer turns conflicts around: the new owner's close, the old owner's open", async () => {
  const { brand, erp } = await scene();
  const open = async () =>
    (await brand.openConflicts())
      .filter(({ field }) => field === "product.description")
      .map(({ product, connection, canonical, observed }) => [product, connection, canonical, observed]);
  expect(await open()).toEqual([
    ["style-1", "erp", "Shop 1", "ERP 1"],
    ["style-4", "erp", "Shop 4", "ERP 4"],
  ]);
  await transferOwnership(depsOf(world), await somebody(brand), {
    fields: await versionsOf(brand, "product.description"),
    to: { connectionId: erp.id },
    adopt: "now",
  });
  expect(await open()).toEqual([
    ["style-1", "shop", "ERP 1", "Shop 1"],
    ["style-4", "shop", "ERP 4", "Shop 4"],
  ]);
});

test("rule 5: a new owner's conflicts close at once, also where its values wait for its next run", async () => {
  const { brand, erp } = await scene();
  const open = async () => (await brand.openConflicts()).map(({ field, product }) => `${field} ${product}`);
  const before = await open();
  expect(before).toContain("product.description style-1");
  await transferOwnership(depsOf(world), await somebody(brand), {
    fields: await versionsOf(brand, "product.description"),
    to: { connectionId: erp.id },
  });
  expect(await open()).toEqual(before.filter((place) => !place.startsWith("product.description")));
  expect(await brand.product("style-1")).toMatchObject({ description: "Shop 1" });
});

test("rule 9: it is a compare-and-swap on the owner's version, of all fields or of none", async () => {
  const { brand, shop, erp } = await scene();
  const deps = depsOf(world);
  const scope = await somebody(brand);
  const seen = await versionsOf(brand, "product.description", "product.price");
  const first = { fields: seen.slice(0, 1), to: "manual" as const };
  expect(await transferOwnership(deps, scope, first)).toMatchObject({ status: "completed", runId: null });
  const stale = transferOwnership(deps, scope, { fields: seen, to: { connectionId: erp.id } });
  await expect(stale).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("Description"),
    fields: { "product.description": expect.any(String) },
  });
  const { fields } = await listOwnedFields(deps, { brandId: brand.id });
  expect(fields.find(({ key }) => key === "product.price")?.owner.connectionId).toBe(shop.id);
  expect(fields.find(({ key }) => key === "product.description")).toMatchObject({
    owner: { kind: "manual" },
    lastOwner: { connection: "shop" },
    version: 2,
    changedBy: scope.userId,
  });
});

test("rule 9: what waits for the new owner's next run is adopted first thing, in an incremental one too", async () => {
  const { brand, erp } = await scene();
  erp.source.put({
    ...bare("e1", { "product.description": "ERP 1" }, { variants: skus("A") }),
    updatedAt: "2020-01-01T00:00:00Z",
  });
  await erp.sync();
  const waiting = await transferOwnership(depsOf(world), await somebody(brand), {
    fields: await versionsOf(brand, "product.description"),
    to: { connectionId: erp.id },
    adopt: "next_run",
  });
  expect(waiting.status).toBe("waiting");
  expect(await brand.product("style-1")).toMatchObject({ description: "Shop 1" });
  const { fields } = await listOwnedFields(depsOf(world), { brandId: brand.id });
  const field = fields.find(({ key }) => key === "product.description");
  expect(field?.adopting).toEqual({ runId: waiting.runId, status: "queued" });
  // The source says nothing new: the run reads no record of it.
  erp.source.records = [];
  const { status } = await erp.sync({ mode: "incremental" });
  expect(status).toBe("completed");
  expect(await brand.product("style-1")).toMatchObject({ description: "ERP 1" });
  expect((await brand.run(waiting.runId ?? "")).status).toBe("completed");
});

test("rule 9: a transfer is resumed where it was killed, and two workers take turns", async () => {
  const { brand, erp } = await scene();
  const deps = depsOf(world);
  const waiting = await transferOwnership(deps, await somebody(brand), {
    fields: await versionsOf(brand, "product.description"),
    to: { connectionId: erp.id },
  });
  const ref = { brandId: brand.id, runId: waiting.runId ?? "" };
  const stop = new AbortController();
  const killed = driveAdoption(deps, ref, { size: 1, signal: stop.signal, onChunk: () => stop.abort() });
  await expect(killed).rejects.toThrow();
  expect(await brand.run(ref.runId)).toMatchObject({ status: "running", tallies: { read: 1 } });
  const both = await Promise.all([
    driveAdoption(deps, ref, { size: 1 }),
    driveAdoption(deps, ref, { size: 1 }),
  ]);
  expect(both.map(({ status }) => status)).toEqual(["completed", "completed"]);
  expect((await brand.run(ref.runId)).tallies).toMatchObject({ read: 4, changes: 2 });
  expect((await brand.products()).map(({ description }) => description)).toEqual([
    "ERP 1",
    "Same",
    "Shop 3",
    "ERP 4",
  ]);
});

test("rule 9: a field that went on to another owner meanwhile is left alone", async () => {
  const { brand, erp } = await scene();
  const deps = depsOf(world);
  const scope = await somebody(brand);
  const key = "product.description" as const;
  const to = { connectionId: erp.id };
  const waiting = await transferOwnership(deps, scope, { fields: await versionsOf(brand, key), to });
  await transferOwnership(deps, scope, { fields: await versionsOf(brand, key), to: "manual" });
  await driveAdoption(deps, { brandId: brand.id, runId: waiting.runId ?? "" });
  expect(await brand.product("style-1")).toMatchObject({ description: "Shop 1" });
});

test("rule 9: variants, codes and collections are adopted like any other field", async () => {
  const brand = await world.brand();
  const shop = await brand.connect("shop");
  const erp = await brand.connect("erp");
  const said = (word: string, barcode: string) => ({
    product: {
      "product.tags": [word],
      "product.materials": [{ name: word, percentage: "100.00", component: "main" }],
    },
    variants: [variant("v", { "variant.sku": "A", "variant.barcode": barcode, "variant.color": word })],
  });
  const mine = said("Wool", "111");
  const theirs = said("Hemp", "222");
  shop.source.put(record("1", mine.product, { variants: mine.variants }));
  erp.source.put(record("1", theirs.product, { variants: theirs.variants }));
  await shop.sync();
  await erp.sync();
  await transferOwnership(depsOf(world), await somebody(brand), {
    fields: await versionsOf(brand, ...OWNABLE_FIELDS),
    to: { connectionId: erp.id },
    adopt: "now",
  });
  expect(await brand.product("style-1")).toMatchObject({
    tags: ["Hemp by erp"],
    materials: ["main: Hemp 100.00"],
  });
  expect(await brand.variant("A")).toMatchObject({ barcode: "222", color: "Hemp" });
});

test("rule 1: only owners of the brand move ownership, and each move is in the audit log and the events", async () => {
  const { brand, shop, erp } = await scene();
  const deps = depsOf(world);
  const fields = await versionsOf(brand, "product.description");
  const to = { connectionId: erp.id };
  const byMember = transferOwnership(deps, await somebody(brand, "member"), { fields, to });
  await expect(byMember).rejects.toMatchObject({ code: "forbidden" });
  const scope = await somebody(brand);
  const { runId } = await transferOwnership(deps, scope, { fields, to, reason: "Because." });
  const [entry] = await brand.sql(
    "select actor_id, connection_id, target from audit_log where brand_id = $1 and action = 'field.transfer'",
    [brand.id],
  );
  expect(entry).toMatchObject({
    actor_id: scope.userId,
    connection_id: erp.id,
    target: { from: { "product.description": shop.id }, reason: "Because.", adopt: "next_run" },
  });
  const events = await brand.sql(
    "select type, run_id from integration_events where brand_id = $1 and type like 'field.%'",
    [brand.id],
  );
  expect(events).toEqual([{ type: "field.transfer", run_id: runId }]);
});

test("rule 9: identity fields, and connections that are not there or not connected, are refused", async () => {
  const { brand, erp } = await scene();
  const deps = depsOf(world);
  const scope = await somebody(brand);
  const identity = [{ key: "product.identifier" as const, version: 0 }];
  const to = { connectionId: erp.id };
  await expect(transferOwnership(deps, scope, { fields: identity, to })).rejects.toMatchObject({
    code: "bad_request",
  });
  const fields = await versionsOf(brand, "product.description");
  const strange = { connectionId: "00000000-0000-0000-0000-000000000001" };
  await expect(transferOwnership(deps, scope, { fields, to: strange })).rejects.toMatchObject({
    code: "not_found",
  });
  await erp.set({ status: "disconnected" });
  await expect(transferOwnership(deps, scope, { fields, to })).rejects.toMatchObject({
    code: "precondition_failed",
  });
});
