import { expect, test } from "vitest";
import { record } from "../sync/testing/records.ts";
import { useWorld } from "../sync/testing/world.ts";
import { resolveMany } from "./resolve-conflicts.ts";
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

const wool = { name: "Wool", percentage: "40.00", component: "main" };
const silk = { name: "Silk", percentage: "60.00", component: "main" };

test("rule 14: the undone tags and materials in another order do not end the hold, others do", async () => {
  const brand = await world.brand();
  const shop = await brand.connect("shop");
  const say = (lists: object, description: string) =>
    shop.source.put(record("1", { ...lists, "product.description": description }));
  const lists = async () => {
    const { materials, tags, claims } = await brand.product("style-1");
    return { materials, tags, claims };
  };
  say(
    {
      "product.tags": ["old"],
      "product.ecoClaims": ["old"],
      "product.materials": [{ ...wool, percentage: "100.00" }],
    },
    "One",
  );
  await shop.sync();
  const before = await lists();
  say(
    { "product.tags": ["a", "b"], "product.ecoClaims": ["c", "d"], "product.materials": [wool, silk] },
    "One",
  );
  const { runId } = await shop.sync();
  const undone = await undoRun(deps(), await somebody(brand), { runId });
  await driveUndo(deps(), { brandId: brand.id, runId: undone.runId });
  expect(await lists()).toEqual(before);
  say(
    { "product.tags": ["B", "a", "b"], "product.ecoClaims": ["d", "c"], "product.materials": [silk, wool] },
    "Two",
  );
  await shop.sync();
  expect(await lists()).toEqual(before);
  say({ "product.tags": ["a"], "product.ecoClaims": ["d", "c"], "product.materials": [silk, wool] }, "Three");
  await shop.sync();
  expect(await lists()).toEqual({ ...before, tags: ["a by shop"] });
});

test("rule 5: a dismissed set or list of materials stays dismissed in another order", async () => {
  const brand = await world.brand();
  const shop = await brand.connect("shop");
  const erp = await brand.connect("erp");
  shop.source.put(
    record("1", { "product.tags": ["ours"], "product.materials": [{ ...wool, percentage: "100.00" }] }),
  );
  await shop.sync();
  const say = async (tags: string[], materials: (typeof wool)[]) => {
    erp.source.put(record("1", { "product.tags": tags, "product.materials": materials }));
    await erp.sync();
    const conflicts = await brand.sql<{ field: string; dismissed: boolean }>(
      "select field_key as field, is_dismissed as dismissed from sync_conflicts where brand_id = $1 and closed_at is null order by 1",
      [brand.id],
    );
    return conflicts.map(({ field, dismissed }) => `${field} ${dismissed ? "dismissed" : "open"}`);
  };
  await say(["a", "b"], [wool, silk]);
  await resolveMany(deps(), await somebody(brand), { filter: {}, by: "dismiss", most: 10 });
  expect(await say(["b", "a"], [silk, wool])).toEqual([
    "product.materials dismissed",
    "product.tags dismissed",
  ]);
  expect(await say(["b"], [silk, wool])).toEqual(["product.materials dismissed", "product.tags open"]);
});

test("rule 14: lists that an empty source emptied stay as they were, once that is undone, until it says something", async () => {
  const brand = await world.brand();
  const shop = await brand.connect("shop");
  const pure = { ...wool, percentage: "100.00" };
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
  say([pure], ["new"], "One");
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
