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
