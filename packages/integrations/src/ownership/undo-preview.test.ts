import { listUndoPlaces, previewUndo } from "@v1/db/ownership";
import { expect, test } from "vitest";
import { record, skus, variant } from "../sync/testing/records.ts";
import { useWorld } from "../sync/testing/world.ts";
import { somebody } from "./testing/people.ts";
import { driveUndo, undoRun } from "./undo-run.ts";

const world = useWorld();
const sold = (sku: string) => [variant("v1", { "variant.sku": sku })];

/** A run that changed two products and made one; since then one value moved on, and one is pinned. */
async function scene() {
  const brand = await world.brand();
  const shop = await brand.connect("shop");
  const texts = (description: string, gender: "men" | "women") => ({
    "product.description": description,
    "product.gender": gender,
  });
  shop.source.put(
    record("1", texts("old", "men"), { variants: sold("A") }),
    record("2", texts("old", "men"), { variants: skus("B") }),
  );
  await shop.sync();
  shop.source.put(
    record("1", texts("new", "women"), { variants: sold("A2") }),
    record("2", texts("new", "women"), { variants: skus("B") }),
    record("3"),
  );
  const { runId } = await shop.sync();
  shop.source.put(record("1", texts("later", "women"), { variants: sold("A2") }));
  await shop.sync();
  await brand.pin("product.gender", (await brand.product("style-2")).id);
  return { brand, runId, ref: { brandId: brand.id, runId } };
}

test("rule 14: an undo's preview says what would be put back, and what not and why, and writes nothing", async () => {
  const { brand, ref } = await scene();
  const before = [await brand.products(), await brand.variants()];
  const preview = await previewUndo(world.db, ref);
  expect(preview.products).toBe(3);
  const short = (counts: typeof preview.kept) =>
    counts.map(({ fieldKey, verdict, count }) => `${fieldKey} ${verdict} ${count}`).sort();
  expect(short(preview.restored)).toEqual([
    "$created archive 1",
    "product.description restore 1",
    "product.gender restore 1",
    "variant.sku restore 1",
  ]);
  expect(short(preview.kept)).toEqual(["product.description changed_since 1", "product.gender pinned 1"]);
  expect([await brand.products(), await brand.variants()]).toEqual(before);
});

test("rule 14: the preview is browsed change by change, with before, after and now", async () => {
  const { ref } = await scene();
  const first = await listUndoPlaces(world.db, { ...ref, limit: 1 });
  const second = await listUndoPlaces(world.db, { ...ref, limit: 50, cursor: first.nextCursor });
  expect(second.nextCursor).toBeNull();
  const all = [...first.items, ...second.items];
  expect(new Set(first.items.map(({ productId }) => productId)).size).toBe(1);
  expect(all).toHaveLength(6);
  const moved = all.find(({ verdict }) => verdict === "changed_since");
  expect(moved).toMatchObject({
    before: "old",
    after: "new",
    current: "later",
    productIdentifier: "style-1",
  });
  expect(all.find(({ fieldKey }) => fieldKey === "variant.sku")).toMatchObject({
    before: "A",
    after: "A2",
    variant: "A2",
  });
});

test("rule 14: undoing does what its preview said", async () => {
  const { brand, ref } = await scene();
  const { restored, kept } = await previewUndo(world.db, ref);
  const queue = { enqueue: async () => null };
  const { runId } = await undoRun({ db: world.db, queue }, await somebody(brand), { runId: ref.runId });
  await driveUndo({ db: world.db }, { brandId: brand.id, runId });
  const sum = (counts: typeof kept) => counts.reduce((total, { count }) => total + count, 0);
  const fields = (await brand.changes(runId)).filter(({ field }) => field !== "$unlinked");
  expect(fields).toHaveLength(sum(restored));
  expect(await brand.errors(runId)).toHaveLength(sum(kept));
});
