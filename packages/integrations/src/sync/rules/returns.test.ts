import { disconnect, reconnect } from "@v1/db/sync";
import { expect, test } from "vitest";
import { record, skus, variant } from "../testing/records.ts";
import { type Connection, useWorld } from "../testing/world.ts";

const world = useWorld();

async function takeUpAgain({ brand, id, source }: Connection): Promise<void> {
  const ref = { brandId: brand.id, connectionId: id, userId: null };
  await disconnect(world.db, ref);
  await reconnect(world.db, { ...ref, account: source.account });
}

/** Ten products beside the one that a test is about, so that it may go without asking anybody. */
async function stocked() {
  const brand = await world.brand();
  const shop = await brand.connect("shop");
  for (let n = 0; n < 10; n += 1) shop.source.put(record(`${n}`));
  return { brand, shop };
}

test("a product that comes back with fewer variants has only those", async () => {
  const { brand, shop } = await stocked();
  shop.source.put(record("a", {}, { variants: skus("S1", "S2") }));
  await shop.sync();
  shop.source.remove("a");
  expect((await shop.sync()).tallies).toMatchObject({ archived: 1, variantsTombstoned: 0 });
  shop.source.put(record("a", {}, { variants: skus("S1") }));
  const back = await shop.sync();
  expect(back.tallies).toMatchObject({ restored: 1, variantsTombstoned: 1 });
  expect(await brand.variant("S1")).toMatchObject({ live: true });
  expect(await brand.variant("S2")).toMatchObject({ live: false });
  expect(await brand.changes(back.runId)).toContainEqual(
    expect.objectContaining({ variant: "S2", field: "$tombstoned" }),
  );
  shop.source.put(record("a", {}, { variants: skus("S1", "S2") }));
  await shop.sync();
  expect(await brand.variant("S2")).toMatchObject({ live: true });
});

test("what vanished while a connection was away is gone after the next full read", async () => {
  const { brand, shop } = await stocked();
  shop.source.put(record("a", {}, { variants: skus("S1") }), record("b", {}, { variants: skus("S2", "S3") }));
  await shop.sync();
  await takeUpAgain(shop);
  shop.source.remove("a");
  shop.source.put(record("b", {}, { variants: skus("S2") }));
  const { tallies } = await shop.sync();
  expect(tallies).toMatchObject({ archived: 1, variantsTombstoned: 1 });
  expect(await brand.product("style-a")).toMatchObject({ status: "archived" });
  expect(await brand.variant("S3")).toMatchObject({ live: false });
  const states = (await brand.links()).map((link) => [link.externalId, link.state]);
  expect(states.filter(([, state]) => state !== "live")).toEqual([["a", "gone"]]);
  expect((await brand.variantLinks()).map((link) => [link.externalId, link.state])).toEqual([
    ["S1", "gone"],
    ["S2", "live"],
    ["S3", "gone"],
  ]);
});

test("what vanished while a connection was away counts in the guard", async () => {
  const { brand, shop } = await stocked();
  await shop.sync();
  await takeUpAgain(shop);
  shop.source.remove("1", "2", "3");
  const waiting = await shop.sync();
  expect(waiting.status).toBe("awaiting_approval");
  expect(await brand.run(waiting.runId)).toMatchObject({ guard: { live: 10, gone: 3 } });
});

test("a record that comes back with an older time is back, and only its values are dropped", async () => {
  const { brand, shop } = await stocked();
  const dated = (name: string, updatedAt: string) =>
    record("a", { "product.name": name }, { updatedAt, variants: skus("S1") });
  shop.source.put(dated("May", "2026-05-01T00:00:00Z"));
  await shop.sync();
  shop.source.remove("a");
  expect((await shop.sync()).tallies).toMatchObject({ archived: 1 });
  shop.source.put(dated("April", "2026-04-01T00:00:00Z"));
  const back = await shop.sync();
  expect(back.tallies).toMatchObject({ late: 1, restored: 1 });
  expect(await brand.product("style-a")).toMatchObject({ status: "unpublished", name: "May" });
  expect((await brand.links()).filter((link) => link.state !== "live")).toEqual([]);
  expect((await brand.variantLinks()).map((link) => link.state)).toEqual(["live"]);
  expect(await brand.errors(back.runId)).toMatchObject([{ record: "a", code: "late_data" }]);
  expect((await shop.sync()).tallies).toMatchObject({ late: 1, restored: 0 });
});

test("rule 13: a record that comes back with an older time brings its variants back, with their values of before", async () => {
  const { brand, shop } = await stocked();
  const erp = await brand.connect("erp", { fields: ["product.description"] });
  const listed = (updatedAt: string, ...skusAndColors: [sku: string, color: string][]) =>
    record(
      "a",
      {},
      {
        updatedAt,
        variants: skusAndColors.map(([sku, color]) =>
          variant(sku, { "variant.sku": sku, "variant.color": color }),
        ),
      },
    );
  shop.source.put(listed("2026-05-01T00:00:00Z", ["S1", "Red"], ["S2", "Blue"], ["S3", "Green"]));
  await shop.sync();
  // Dropped by a newer word than the one that comes back.
  shop.source.put(listed("2026-05-02T00:00:00Z", ["S1", "Red"], ["S2", "Blue"]));
  await shop.sync();
  erp.source.put(record("a"));
  await erp.sync();
  const { upid } = await brand.variant("S1");
  shop.source.remove("a");
  expect((await shop.sync()).tallies).toMatchObject({ archived: 0, variantsTombstoned: 2 });
  shop.source.put(record("taker", {}, { variants: [variant("T", { "variant.sku": "S2" })] }));
  await shop.sync();
  await brand.sql("update products set status = 'published' where brand_id = $1", [brand.id]);
  shop.source.put(listed("2026-04-01T00:00:00Z", ["S1", "Pink"], ["S2", "Pink"], ["S3", "Pink"]));
  const back = await shop.sync();
  expect(back.tallies).toMatchObject({ late: 1, updated: 0, restored: 0 });
  const product = await brand.product("style-a");
  const variants = (await brand.variants()).filter((held) => held.product === "style-a");
  expect(variants).toMatchObject([
    { sku: "S1", color: "Red", live: true, upid },
    // Somebody else has its code by now.
    { sku: null, color: "Blue", live: true },
    { sku: "S3", color: "Green", live: false },
  ]);
  expect(product).toMatchObject({ status: "published", pending: true });
  expect(
    (await brand.changes(back.runId)).map(({ variant: of, field, before }) => [of, field, before]),
  ).toEqual([
    [null, "$restored", null],
    [null, "variant.sku", "S2"],
    ["S1", "$restored", null],
  ]);
  const again = await shop.sync();
  expect(again.tallies).toMatchObject({ late: 1, changes: 0 });
});

test("rule 5: what a record said before is compared again once it comes back, late as it is", async () => {
  const { brand, shop } = await stocked();
  const erp = await brand.connect("erp");
  shop.source.put(record("a", { "product.description": "Shop" }));
  await shop.sync();
  const said = (updatedAt: string) => record("a", { "product.description": "ERP" }, { updatedAt });
  erp.source.put(said("2026-05-01T00:00:00Z"), record("1"));
  await erp.set({ archive_guard_percent: 100 });
  await erp.sync();
  const open = async () => (await brand.openConflicts()).map(({ field, connection }) => [field, connection]);
  expect(await open()).toEqual([["product.description", "erp"]]);
  erp.source.remove("a");
  await erp.sync();
  expect(await open()).toEqual([]);
  erp.source.put(said("2026-04-01T00:00:00Z"));
  await erp.sync();
  expect(await open()).toEqual([["product.description", "erp"]]);
});

test("the tags and claims of a gone record end where another source still sells the product", async () => {
  const { brand, shop } = await stocked();
  const erp = await brand.connect("erp", { fields: ["product.description"] });
  const tagged = { "product.tags": ["Sale"], "product.ecoClaims": ["Vegan"] };
  shop.source.put(record("sold", tagged), record("unsold", tagged), record("pinned", tagged));
  await shop.sync();
  erp.source.put(record("sold"), record("pinned"));
  await erp.sync();
  const { id } = await brand.product("style-sold");
  await brand.pin("product.tags", (await brand.product("style-pinned")).id);
  await shop.set({ archive_guard_percent: 100 });
  shop.source.remove("sold", "unsold", "pinned");
  const gone = await shop.sync();
  expect(gone.tallies).toMatchObject({ archived: 1, changes: 4 });
  expect(await brand.product("style-sold")).toMatchObject({ tags: [], claims: [], status: "unpublished" });
  expect(await brand.product("style-unsold")).toMatchObject({ tags: ["Sale by shop"], status: "archived" });
  expect(await brand.product("style-pinned")).toMatchObject({ tags: ["Sale by shop"], claims: [] });
  expect((await brand.changes(gone.runId)).filter((change) => change.product === "style-sold")).toEqual([
    { product: "style-sold", variant: null, field: "product.ecoClaims", before: ["Vegan"], after: null },
    { product: "style-sold", variant: null, field: "product.tags", before: ["Sale"], after: null },
  ]);
  expect(await brand.provenance(id)).not.toHaveProperty("product.tags");
  shop.source.put(record("sold", tagged));
  await shop.sync();
  expect(await brand.product("style-sold")).toMatchObject({
    tags: ["Sale by shop"],
    claims: ["Vegan by shop"],
  });
});
