import { type FieldKey, OWNABLE_FIELDS } from "@v1/core";
import { setOnNull } from "@v1/db/ownership";
import { disconnect, reconnect } from "@v1/db/sync";
import { expect, test } from "vitest";
import { bare, record, skus, variant } from "../sync/testing/records.ts";
import { type Brand, useWorld } from "../sync/testing/world.ts";
import { clearOwner, fieldCoverageOf, listOwnedFields } from "./index.ts";
import { depsOf, somebody } from "./testing/people.ts";

const world = useWorld();

async function scene() {
  const brand = await world.brand();
  const shop = await brand.connect("shop", {
    fields: ["product.name", "product.description", "product.tags"],
  });
  const erp = await brand.connect("erp", { fields: ["product.name", "product.description", "variant.sku"] });
  shop.source.put(
    record("1", { "product.description": "Soft", "product.tags": ["a", "b"] }, { variants: skus("A") }),
    record("2", { "product.tags": ["a"] }),
  );
  erp.source.put(
    bare(
      "e1",
      { "product.identifier": "style-1", "product.description": "Rough" },
      {
        variants: [variant("ea", { "variant.sku": "A" }), variant("eb", { "variant.sku": "B" })],
      },
    ),
  );
  await shop.sync();
  await erp.sync();
  return { brand, shop, erp, scope: await somebody(brand), deps: depsOf(world) };
}

async function fieldOf(brand: Brand, key: FieldKey) {
  const { fields } = await listOwnedFields(depsOf(world), { brandId: brand.id });
  const found = fields.find((field) => field.key === key);
  if (!found) throw new Error(`No field ${key}.`);
  return found;
}

test("rule 1: every ownable field is listed with its owner, who else says something, and what is open", async () => {
  const { brand, shop, erp } = await scene();
  const { fields, version } = await listOwnedFields(depsOf(world), { brandId: brand.id });
  expect(fields.map(({ key }) => key)).toEqual(OWNABLE_FIELDS);
  expect(version).toBeGreaterThan(1);
  expect(await fieldOf(brand, "product.description")).toMatchObject({
    label: "Description",
    level: "PV",
    group: "basics",
    owner: { kind: "connection", connectionId: shop.id, connection: "shop" },
    since: expect.any(Date),
    reason: "nobody owned it yet",
    onNull: "keep",
    version: 1,
    conflicts: 1,
    sources: [
      { connectionId: shop.id, owns: true, enabled: true },
      { connectionId: erp.id, owns: false },
    ],
  });
  expect(await fieldOf(brand, "product.weight")).toMatchObject({
    owner: { kind: "nobody" },
    since: null,
    version: 0,
    sources: [],
    conflicts: 0,
  });
  await disconnect(world.db, { brandId: brand.id, connectionId: shop.id, userId: null });
  expect(await fieldOf(brand, "product.description")).toMatchObject({
    owner: { kind: "nobody" },
    lastOwner: { connectionId: shop.id, connection: "shop" },
  });
});

test("how many products and live variants have a value is counted for every kind of field", async () => {
  const { brand } = await scene();
  const coverage = await fieldCoverageOf({ db: world.db }, { brandId: brand.id });
  const counted = Object.fromEntries(
    coverage.fields.map(({ key, products, variants }) => [key, [products, variants]]),
  );
  expect(coverage).toMatchObject({ products: 2, variants: 2 });
  expect(coverage.fields.map(({ key }) => key)).toEqual(OWNABLE_FIELDS);
  expect(counted).toMatchObject({
    "product.name": [2, 0],
    "product.description": [1, 0],
    "product.tags": [2, 0],
    "product.carbon": [0, 0],
    "variant.sku": [0, 2],
  });
});

test("rule 4: on_null is chosen per field, on what stands, and decides what an empty source does", async () => {
  const { brand, shop, scope } = await scene();
  const key = "product.description" as const;
  const { version } = await fieldOf(brand, key);
  const change = { ...scope, key, version, onNull: "clear" as const };
  const member = await somebody(brand, "member");
  await expect(setOnNull(world.db, { ...change, ...member })).rejects.toMatchObject({ code: "forbidden" });
  expect(await setOnNull(world.db, change)).toEqual({ version: version + 1 });
  await expect(setOnNull(world.db, change)).rejects.toMatchObject({ code: "conflict" });
  shop.source.put(record("1", { "product.description": null }, { variants: skus("A") }));
  await shop.sync();
  expect((await brand.product("style-1")).description).toBeNull();
  // Also where nobody ever decided who owns the field.
  expect(await setOnNull(world.db, { ...change, key: "product.water", version: 0 })).toEqual({ version: 1 });
  const required = setOnNull(world.db, { ...change, key: "product.name", version: 1 });
  await expect(required).rejects.toMatchObject({ code: "bad_request" });
});

test("rule 3: a field that is taken from its owner keeps its values, and syncs leave it alone", async () => {
  const { brand, shop, scope, deps } = await scene();
  const { version } = await fieldOf(brand, "product.description");
  const cleared = await clearOwner(deps, scope, { key: "product.description", version, reason: "Ours now." });
  expect(cleared).toMatchObject({ status: "completed", runId: null });
  shop.source.put(record("1", { "product.description": "Softer" }, { variants: skus("A") }));
  await shop.sync();
  expect((await brand.product("style-1")).description).toBe("Soft");
  expect(await fieldOf(brand, "product.description")).toMatchObject({
    owner: { kind: "nobody" },
    lastOwner: { connection: "shop" },
    reason: "Ours now.",
    changedBy: scope.userId,
  });
});

test("rule 10: a disconnection and a reconnection leave a line in the audit log and an event each", async () => {
  const { brand, shop, scope } = await scene();
  const ref = { ...scope, connectionId: shop.id };
  await disconnect(world.db, ref);
  await reconnect(world.db, { ...ref, account: shop.source.account });
  const done = ["connection.disconnect", "connection.reconnect"];
  const audits = await brand.sql(
    "select actor_id as by, action from audit_log where brand_id = $1 and action = any($2) order by action",
    [brand.id, done],
  );
  expect(audits).toEqual(done.map((action) => ({ by: scope.userId, action })));
  const events = await brand.sql(
    "select connection_id as of, type from integration_events where brand_id = $1 and type = any($2) order by type",
    [brand.id, done],
  );
  expect(events).toEqual(done.map((type) => ({ of: shop.id, type })));
});
