import { disconnect, reconnect } from "@v1/db/sync";
import { expect, test } from "vitest";
import { record, skus, variant } from "../testing/records.ts";
import { type Connection, useWorld } from "../testing/world.ts";

const world = useWorld();
const userId = crypto.randomUUID();
const price = (amount: string) => ({ amount, currency: "EUR" });

const end = ({ brand, id }: Connection) =>
  disconnect(world.db, { brandId: brand.id, connectionId: id, userId });
const again = ({ brand, id, source }: Connection) =>
  reconnect(world.db, { brandId: brand.id, connectionId: id, account: source.account, userId });

async function connected() {
  const brand = await world.brand();
  const shop = await brand.connect("shop");
  shop.source.put(
    record(
      "1",
      { "product.description": "Shop", "product.tags": ["soft"] },
      { variants: [variant("a", { "variant.sku": "A", "product.price": price("10.00") })] },
    ),
    record("2", {}, { variants: skus("B") }),
  );
  await shop.sync();
  return { brand, shop };
}

function owners(brandId: string) {
  return world.db.pool
    .query<{ field_key: string; owner_kind: string; connection_id: string; last_connection_id: string }>(
      "select field_key, owner_kind, connection_id, last_connection_id from field_owners where brand_id = $1",
      [brandId],
    )
    .then(({ rows }) => rows);
}

test("rule 10: disconnecting freezes: values and links stay, fields have no owner, the last one stays visible", async () => {
  const { brand, shop } = await connected();
  const before = { products: await brand.products(), variants: await brand.variants() };
  const { freed } = await end(shop);
  expect(freed).toContain("product.description");
  expect(await brand.products()).toEqual(before.products);
  expect(await brand.variants()).toEqual(before.variants);
  const [first] = before.products;
  expect(await brand.provenance(first?.id ?? "")).toMatchObject({
    "product.identifier": "frozen shop",
    "product.name": "frozen shop",
    "product.description": "frozen shop",
    "product.tags": "frozen shop",
  });
  expect(await brand.provenance(first?.id ?? "", before.variants[0]?.id)).toEqual({
    "variant.sku": "frozen shop",
    "product.price": "frozen shop",
  });
  for (const owner of await owners(brand.id)) {
    expect(owner).toMatchObject({ owner_kind: "nobody", connection_id: null, last_connection_id: shop.id });
  }
  expect((await brand.links()).map((link) => link.state)).toEqual(["disconnected", "disconnected"]);
  expect((await brand.variantLinks()).map((link) => link.state)).toEqual(["disconnected", "disconnected"]);
  expect(
    await brand.sql(
      "select action, actor_id from audit_log where brand_id = $1 and action = 'connection.disconnect'",
      [brand.id],
    ),
  ).toEqual([{ action: "connection.disconnect", actor_id: userId }]);
});

test("rule 10: only what this connection stood behind is frozen, and its conflicts close", async () => {
  const { brand, shop } = await connected();
  const erp = await brand.connect("erp", { fields: ["product.weight", "product.description"] });
  erp.source.put(
    record("1", { "product.description": "ERP", "product.weight": { value: "1.00", unit: "kg" } }),
  );
  await brand.setOwner("product.weight", erp);
  await erp.sync();
  expect(await brand.openConflicts()).toMatchObject([{ connection: "erp", field: "product.description" }]);
  await end(erp);
  const { id } = await brand.product("style-1");
  expect(await brand.provenance(id)).toMatchObject({
    "product.weight": "frozen erp",
    "product.description": "owner shop",
  });
  expect(await brand.conflicts()).toMatchObject([{ open: false, closeReason: "disconnected" }]);
  expect((await brand.links()).map((link) => [link.connection, link.state])).toEqual([
    ["erp", "disconnected"],
    ["shop", "live"],
    ["shop", "live"],
  ]);
  await expect(end(erp)).rejects.toMatchObject({ code: "conflict" });
  expect((await shop.sync()).status).toBe("completed");
});

test("rule 10: what was freed goes to the next connection that supplies it", async () => {
  const { brand, shop } = await connected();
  await end(shop);
  const erp = await brand.connect("erp");
  erp.source.put(record("1", { "product.description": "ERP" }, { variants: skus("A") }));
  await erp.sync();
  expect(await brand.product("style-1")).toMatchObject({ description: "ERP" });
  expect((await owners(brand.id)).every((owner) => owner.connection_id === erp.id)).toBe(true);
});

test("rule 10: a disconnected connection does not sync, and a run in the middle writes nothing more", async () => {
  const { brand, shop } = await connected();
  shop.source.put(
    record("1", { "product.description": "written" }),
    record("2", { "product.description": "not any more" }),
  );
  let chunks = 0;
  const runId = await shop.start();
  const { status } = await shop.drive(runId, {
    chunkSize: 1,
    onEvent: ({ type }) => {
      chunks += type === "chunk" ? 1 : 0;
    },
    ...{},
  });
  expect(status).toBe("completed");
  expect(chunks).toBe(2);
  shop.source.put(
    record("1", { "product.description": "one" }),
    record("2", { "product.description": "two" }),
  );
  shop.source.onRead = async ({ end: atEnd }) => {
    if (atEnd) return;
    shop.source.onRead = null;
    await end(shop);
  };
  const second = await shop.start();
  expect(await shop.drive(second, { chunkSize: 1 })).toMatchObject({ status: "busy" });
  expect((await brand.products()).map((product) => product.description)).toEqual(["written", "not any more"]);
  expect(await brand.run(second)).toMatchObject({ status: "cancelled" });
  const third = await shop.sync();
  expect(third).toMatchObject({ status: "failed", error: { code: "conflict" } });
});

test("rule 10: reconnecting the same account forces a full read and offers the old ownership back", async () => {
  const { brand, shop } = await connected();
  await end(shop);
  await brand.setOwner("product.name", "manual");
  const { offered } = await again(shop);
  expect(offered).toContain("product.description");
  expect(offered).not.toContain("product.name");
  await expect(again(shop)).rejects.toMatchObject({ code: "conflict" });
  // Offered, not taken: until then it only observes, and its links revive.
  shop.source.put(record("1", { "product.description": "Changed meanwhile" }, { variants: skus("A") }));
  const { runId, tallies } = await shop.sync({ mode: "auto" });
  expect(await brand.run(runId)).toMatchObject({ mode: "full", status: "completed" });
  expect(tallies).toMatchObject({ read: 2, created: 0, changes: 0 });
  expect((await brand.links()).map((link) => link.state)).toEqual(["live", "live"]);
  expect(await brand.product("style-1")).toMatchObject({ description: "Shop" });
  await brand.setOwner("product.description", shop);
  await shop.sync();
  expect(await brand.product("style-1")).toMatchObject({ description: "Changed meanwhile" });
  expect((await shop.sync({ mode: "auto" })).tallies).toMatchObject({ read: 2 });
  expect(shop.source.reads.at(-1)?.mode).toBe("incremental");
});

test("rule 10: another account is refused, and nothing changes", async () => {
  const { brand, shop } = await connected();
  await end(shop);
  const { account } = shop.source;
  shop.source.account = { id: "other", name: "Another shop" };
  await expect(again(shop)).rejects.toMatchObject({
    code: "precondition_failed",
    message: expect.stringContaining("Another shop"),
  });
  expect((await brand.links()).map((link) => link.state)).toEqual(["disconnected", "disconnected"]);
  const [row] = await brand.sql<{ status: string }>(
    "select status from brand_integrations where brand_id = $1 and id = $2",
    [brand.id, shop.id],
  );
  expect(row?.status).toBe("disconnected");
  shop.source.account = account;
  expect((await again(shop)).offered.length).toBeGreaterThan(0);
});

test("rule 10: a product that came by another connection meanwhile is not taken twice", async () => {
  const { brand, shop } = await connected();
  await end(shop);
  const erp = await brand.connect("erp");
  erp.source.put(record("1", {}, { variants: skus("A") }));
  await erp.sync();
  await again(shop);
  const { tallies } = await shop.sync();
  expect(tallies).toMatchObject({ created: 0, archived: 0 });
  expect(await brand.products()).toHaveLength(2);
  expect(await brand.variants()).toHaveLength(2);
});

test("rule 10: freezing writes no value's row, and may be done again after a reconnect", async () => {
  const { brand, shop } = await connected();
  const versions = () =>
    brand.sql("select xmin, ctid, fields from value_provenance where brand_id = $1 order by ctid", [
      brand.id,
    ]);
  const before = await versions();
  expect(before.length).toBeGreaterThan(0);
  await end(shop);
  expect(await versions()).toEqual(before);
  await again(shop);
  for (const field of ["product.name", "product.description"] as const) await brand.setOwner(field, shop);
  await shop.sync();
  const { id } = await brand.product("style-1");
  expect(await brand.provenance(id)).toMatchObject({
    "product.name": "owner shop",
    "product.description": "owner shop",
    "product.tags": "frozen shop",
  });
  await end(shop);
  expect(new Set(Object.values(await brand.provenance(id)))).toEqual(new Set(["frozen shop"]));
});
