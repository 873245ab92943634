import { expect, test } from "vitest";
import { record } from "../sync/testing/records.ts";
import { useWorld } from "../sync/testing/world.ts";
import { somebody } from "./testing/people.ts";
import { driveUndo, undoRun } from "./undo-run.ts";

const world = useWorld();
const deps = () => ({ db: world.db, queue: { enqueue: async () => null } });

test("rule 5: a record that speaks again with the undo of an undo is in conflict again", async () => {
  const brand = await world.brand();
  const shop = await brand.connect("shop");
  const erp = await brand.connect("erp");
  shop.source.put(record("1"));
  erp.source.put(record("1", { "product.name": "Other" }));
  await shop.sync();
  const { runId } = await erp.sync();
  const person = await somebody(brand);
  const undo = async (of: string) => {
    const made = await undoRun(deps(), person, { runId: of });
    await driveUndo(deps(), { brandId: brand.id, runId: made.runId });
    return made.runId;
  };
  const open = async () => (await brand.openConflicts()).map(({ field, connection }) => [field, connection]);
  expect(await open()).toEqual([["product.name", "erp"]]);
  const undone = await undo(runId);
  expect(await open()).toEqual([]);
  await undo(undone);
  expect(await open()).toEqual([["product.name", "erp"]]);
});

test("rule 14: lists that an empty source emptied stay as they were, once that is undone, until it says something", async () => {
  const brand = await world.brand();
  const shop = await brand.connect("shop");
  const wool = { name: "Wool", percentage: "100.00", component: "main" };
  const say = (materials: (typeof wool)[] | null, tags: string[] | null, description: string) =>
    shop.source.put(
      record("1", {
        "product.materials": materials,
        "product.tags": tags,
        "product.description": description,
      }),
    );
  const lists = async () => {
    const { materials, tags } = await brand.product("style-1");
    return [materials, tags];
  };
  say([wool], ["new"], "One");
  await shop.sync();
  const before = await lists();
  await brand.clearOnNull("product.materials", "product.tags");
  say(null, null, "One");
  const { runId } = await shop.sync();
  expect(await lists()).toEqual([[], []]);
  const undone = await undoRun(deps(), await somebody(brand), { runId });
  await driveUndo(deps(), { brandId: brand.id, runId: undone.runId });
  expect(await lists()).toEqual(before);
  say(null, null, "Two");
  await shop.sync();
  expect(await lists()).toEqual(before);
  say([], ["other"], "Two");
  await shop.sync();
  expect(await lists()).toEqual([[], ["other by shop"]]);
});
