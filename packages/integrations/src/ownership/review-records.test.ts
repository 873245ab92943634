import { getReview, ignoreReview, reopenReview, unlinkReview } from "@v1/db/ownership";
import { expect, test } from "vitest";
import { record, skus, variant } from "../sync/testing/records.ts";
import { useWorld } from "../sync/testing/world.ts";
import { createFromRecord, linkRecord } from "./review-records.ts";
import { somebody } from "./testing/people.ts";
import { readAs } from "./testing/read-as.ts";
import { driveUndo, undoRun } from "./undo-run.ts";

const world = useWorld();
const queue = { enqueue: async () => null };
const deps = () => ({ db: world.db, queue });

/** Two products carry the SKUs of the ERP's one record, which owns descriptions. */
async function ambiguous() {
  const brand = await world.brand();
  const shop = await brand.connect("shop");
  shop.source.put(record("1", {}, { variants: skus("A") }), record("2", {}, { variants: skus("B") }));
  await shop.sync();
  const erp = await brand.connect("erp");
  await brand.setOwner("product.description", erp);
  const said = { "product.description": "ERP", "product.tags": ["erp"] };
  await brand.setOwner("product.tags", erp);
  const longAgo = "2020-01-01T00:00:00.000Z";
  erp.source.put(record("e", said, { variants: skus("A", "B"), updatedAt: longAgo }));
  erp.source.clock = "2021-01-01T00:00:00.000Z";
  expect((await erp.sync()).tallies).toMatchObject({ ambiguous: 1 });
  const person = await somebody(brand, "member");
  const place = { connectionId: erp.id, externalId: "e" };
  const product = await brand.product("style-2");
  return { brand, erp, person, place, ref: { ...person, ...place }, productId: product.id };
}

test("rule 12: a record linked by hand is merged at once, from what it said when it was listed", async () => {
  const { brand, erp, person, place, productId } = await ambiguous();
  const reads = erp.source.reads.length;
  const { runId } = await linkRecord(deps(), person, { ...place, productId });
  const outcome = await erp.drive(runId ?? "");
  expect(outcome).toMatchObject({ status: "completed", tallies: { read: 1, updated: 1, ambiguous: 0 } });
  expect(erp.source.reads).toHaveLength(reads);
  expect(await brand.product("style-2")).toMatchObject({ description: "ERP", tags: ["erp by erp"] });
  expect(await brand.product("style-1")).toMatchObject({ description: null });
  expect(await brand.reviews()).toMatchObject([{ record: "e", status: "linked" }]);
  // The source says the same in the next run, and nothing moves.
  expect((await erp.sync()).tallies).toMatchObject({ changes: 0, ambiguous: 0 });
});

test("rule 12: linked while a run is under way, it is merged by the next one, an incremental one too", async () => {
  const { brand, erp, person, place, productId } = await ambiguous();
  const active = await erp.start("incremental");
  expect(await linkRecord(deps(), person, { ...place, productId })).toEqual({ runId: null });
  const outcome = await erp.drive(active);
  expect(erp.source.reads.at(-1)).toMatchObject({ mode: "incremental", ids: [] });
  expect(outcome.tallies).toMatchObject({ read: 1, updated: 1 });
  expect(await brand.product("style-2")).toMatchObject({ description: "ERP" });
  // Once is enough.
  expect((await erp.sync({ mode: "incremental" })).tallies).toMatchObject({ read: 0 });
});

test("rule 12: a record linked twice, or one that nobody listed, is refused", async () => {
  const { person, place, productId } = await ambiguous();
  await linkRecord(deps(), person, { ...place, productId });
  await expect(linkRecord(deps(), person, { ...place, productId })).rejects.toMatchObject({
    code: "conflict",
  });
  await expect(linkRecord(deps(), person, { ...place, externalId: "x", productId })).rejects.toMatchObject({
    code: "not_found",
  });
});

test("rule 12: a link made by hand is taken back, and what its run wrote can be undone", async () => {
  const { brand, erp, person, place, ref, productId } = await ambiguous();
  const { runId } = await linkRecord(deps(), person, { ...place, productId });
  await erp.drive(runId ?? "");
  expect(await unlinkReview(world.db, ref)).toEqual({ mergedBy: [runId] });
  expect(await brand.links()).not.toContainEqual(expect.objectContaining({ connection: "erp" }));
  expect(await brand.product("style-2")).toMatchObject({ description: "ERP", tags: [] });
  expect((await erp.sync()).tallies).toMatchObject({ ambiguous: 1 });
  expect(await brand.reviews()).toMatchObject([{ status: "open" }]);
  const owner = await somebody(brand);
  const undone = await undoRun({ db: world.db, queue }, owner, { runId: runId ?? "" });
  await driveUndo({ db: world.db }, { brandId: brand.id, runId: undone.runId });
  expect(await brand.product("style-2")).toMatchObject({ description: null });
});

test("rule 12: of two records linked by hand the other leads where the link of the first is taken back", async () => {
  const brand = await world.brand();
  const shop = await brand.connect("shop");
  shop.source.put(record("1"));
  await shop.sync();
  const { id: productId } = await brand.product("style-1");
  const erp = await brand.connect("erp", { mayCreate: false, matchBy: [] });
  await brand.setOwner("product.description", erp);
  const person = await somebody(brand, "member");
  for (const id of ["x", "y"]) {
    erp.source.put(record(id, { "product.description": id }));
    await erp.sync();
    const { runId } = await linkRecord(deps(), person, { connectionId: erp.id, externalId: id, productId });
    await erp.drive(runId ?? "");
  }
  expect(await brand.product("style-1")).toMatchObject({ description: "x" });
  await unlinkReview(world.db, { ...person, connectionId: erp.id, externalId: "x" });
  await erp.sync();
  expect(await brand.product("style-1")).toMatchObject({ description: "y" });
  const ofErp = (await brand.links()).filter(({ connection }) => connection === "erp");
  expect(ofErp).toMatchObject([{ externalId: "y", primary: true }]);
});

test("rule 12: a product made for a record is filled by whoever owns the fields, and stays its own", async () => {
  const brand = await world.brand();
  const shop = await brand.connect("shop", { mayCreate: false });
  const sold = {
    variants: [
      variant("v1", { "variant.sku": "A", "variant.color": "Navy" }),
      variant("v2", { "variant.sku": "B" }),
    ],
  };
  shop.source.put(record("1", { "product.description": "Shop" }, sold));
  expect((await shop.sync()).tallies).toMatchObject({ unmatched: 1 });
  const person = await somebody(brand, "member");
  const review = await readAs(brand, person, (scope) =>
    getReview(scope, { connectionId: shop.id, externalId: "1" }),
  );
  const { productId, runId } = await createFromRecord(deps(), person, review);
  const outcome = await shop.drive(runId ?? "");
  expect(outcome.tallies).toMatchObject({ errors: 0, updated: 1, variantsCreated: 0 });
  expect(await brand.products()).toMatchObject([{ id: productId, name: "Style 1", description: "Shop" }]);
  expect((await brand.variants()).map(({ sku, color }) => [sku, color])).toEqual([
    ["A", "Navy"],
    ["B", null],
  ]);
  expect((await shop.sync()).tallies).toMatchObject({ unmatched: 0, changes: 0 });
  await expect(createFromRecord(deps(), person, review)).rejects.toMatchObject({ code: "conflict" });
});

test("rule 12: an ignored record is left alone until it is put back", async () => {
  const { brand, erp, ref } = await ambiguous();
  await ignoreReview(world.db, ref);
  await erp.sync();
  expect(await brand.reviews()).toMatchObject([{ status: "ignored" }]);
  await reopenReview(world.db, ref);
  expect(await brand.reviews()).toMatchObject([{ status: "open" }]);
  await expect(reopenReview(world.db, ref)).rejects.toMatchObject({ code: "conflict" });
});
