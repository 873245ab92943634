import { expect, test } from "vitest";
import { issue, record, variant } from "../sync/testing/records.ts";
import { type Brand, useWorld } from "../sync/testing/world.ts";
import type { SyncEvent } from "../sync/types.ts";
import { replayRun } from "./replay-run.ts";
import { somebody } from "./testing/people.ts";

const world = useWorld();
const deps = () => ({ db: world.db, queue: { enqueue: async () => null } });

/** Another product has the SKU that the second record wants, and the third has a field that does not map. */
async function failing() {
  const brand = await world.brand();
  const shop = await brand.connect("shop");
  const broken = record("3", { "product.description": "fine" }, { issues: [issue("product.gender")] });
  shop.source.put(
    record("1", {}, { variants: [variant("v1", { "variant.sku": "A" })] }),
    record("2", {}, { variants: [variant("v2", { "variant.sku": "A" })] }),
    broken,
    record("4"),
  );
  const { runId } = await shop.sync();
  expect((await brand.errors(runId)).map(({ code }) => code)).toEqual(["duplicate_value", "invalid_value"]);
  return { brand, shop, runId, person: await somebody(brand, "member") };
}

const skusOf = async (brand: Brand) => (await brand.variants()).map(({ sku }) => sku);
const freeCode = (brand: Brand) =>
  brand.sql("update product_variants set sku = 'Z' where brand_id = $1 and sku = 'A'", [brand.id]);

test("replay: what merging refused is merged from what is stored, without asking the source", async () => {
  const { brand, shop, runId, person } = await failing();
  await freeCode(brand);
  const reads = shop.source.reads.length;
  const replay = await replayRun(deps(), person, { runId, code: "duplicate_value" });
  expect(replay.records).toBe(1);
  const outcome = await shop.drive(replay.runId);
  expect(outcome).toMatchObject({ status: "completed", tallies: { read: 1, updated: 1, errors: 0 } });
  expect(shop.source.reads).toHaveLength(reads);
  expect(await skusOf(brand)).toEqual(["Z", "A"]);
});

test("replay: what mapping refused is read anew, those records alone", async () => {
  const { brand, shop, runId, person } = await failing();
  shop.source.put(
    record("3", { "product.description": "fine", "product.gender": "men" }),
    record("4", { "product.description": "not now" }),
  );
  const [error] = await brand.sql<{ id: string }>(
    "select id from sync_errors where brand_id = $1 and code = 'invalid_value'",
    [brand.id],
  );
  const replay = await replayRun(deps(), person, { runId, errorIds: [error?.id ?? ""] });
  const outcome = await shop.drive(replay.runId, { chunkSize: 1 });
  expect(outcome).toMatchObject({
    status: "completed",
    tallies: { read: 1, updated: 1, errors: 0, archived: 0 },
  });
  expect(await brand.product("style-3")).toMatchObject({ gender: "men" });
  expect(await brand.product("style-4")).toMatchObject({ description: null });
});

test("replay: one, some or all of a run's errors", async () => {
  const { brand, shop, runId, person } = await failing();
  const errors = await brand.sql<{ id: string; record: string }>(
    "select id, external_id as record from sync_errors where brand_id = $1 and run_id = $2 order by external_id",
    [brand.id, runId],
  );
  expect(errors.map(({ record: of }) => of)).toEqual(["2", "3"]);
  const [second, third] = errors.map(({ id }) => id);
  for (const [chosen, records] of [
    [{ errorIds: [second ?? ""] }, ["2"]],
    [{ errorIds: [third ?? ""] }, ["3"]],
    [{ errorIds: [second ?? "", third ?? ""] }, ["2", "3"]],
    [{ code: "invalid_value" }, ["3"]],
    [{ code: "invalid_value", field: "product.gender" }, ["3"]],
    [{}, ["2", "3"]],
  ] as const) {
    const replay = await replayRun(deps(), person, { runId, ...chosen });
    expect(replay.records).toBe(records.length);
    const listed = await brand.sql<{ id: string }>(
      "select external_id as id from replay_records where brand_id = $1 and run_id = $2 order by 1",
      [brand.id, replay.runId],
    );
    expect(listed.map(({ id }) => id)).toEqual(records);
    expect((await shop.drive(replay.runId)).tallies).toMatchObject({ read: records.length });
  }
  // Kinds are told apart by field as well.
  const ofRecords = replayRun(deps(), person, { runId, code: "invalid_value", field: null });
  await expect(ofRecords).rejects.toMatchObject({ code: "precondition_failed" });
  // An error of another run is none of this one's.
  const other = await shop.sync();
  await expect(
    replayRun(deps(), person, { runId: other.runId, errorIds: [second ?? ""] }),
  ).rejects.toMatchObject({ code: "precondition_failed" });
});

test("replay: one that is stopped between any two chunks goes on with what is left of the stored and then the source", async () => {
  const brand = await world.brand();
  const shop = await brand.connect("shop");
  const materials = [{ name: "Wool", percentage: "60.00", component: "main" }];
  const wrong = ["1", "2", "3"].map((id) => record(id, { "product.materials": materials }));
  shop.source.put(...wrong, record("4", {}, { issues: [issue("product.gender")] }));
  const { runId } = await shop.sync();
  const replay = await replayRun(deps(), await somebody(brand), { runId });
  for (let merged = 1; merged <= 3; merged += 1) {
    const stop = new AbortController();
    const onEvent = ({ type }: SyncEvent) => type === "chunk" && stop.abort();
    expect(await shop.drive(replay.runId, { chunkSize: 1, signal: stop.signal, onEvent })).toMatchObject({
      status: "interrupted",
      tallies: { read: merged },
    });
  }
  expect((await shop.drive(replay.runId, { chunkSize: 1 })).tallies).toMatchObject({ read: 4 });
  const again = await brand.errors(replay.runId);
  expect(again.map(({ record: of, code }) => `${of} ${code}`)).toEqual([
    ...["1", "2", "3"].map((id) => `${id} percentages_do_not_sum`),
    "4 invalid_value",
  ]);
});

test("replay: a change of the mapping asks the source for all of them", async () => {
  const { brand, shop, runId, person } = await failing();
  await freeCode(brand);
  await shop.set({ mapping_version: 2 });
  const before = shop.source.reads.length;
  // Merging refused it, but what is stored of it was mapped in another way.
  const one = await replayRun(deps(), person, { runId, code: "duplicate_value" });
  expect((await shop.drive(one.runId)).tallies).toMatchObject({ read: 1 });
  expect(shop.source.reads).toHaveLength(before + 1);
  expect(await skusOf(brand)).toEqual(["Z", "A"]);
  await shop.set({ mapping_version: 3 });
  const all = await replayRun(deps(), person, { runId });
  expect(all.records).toBe(2);
  expect((await shop.drive(all.runId)).tallies).toMatchObject({ read: 2 });
  expect(shop.source.reads).toHaveLength(before + 2);
});

test("replay: it moves no watermark, archives nothing, and the next run goes on as if it had not been", async () => {
  const { brand, shop, runId, person } = await failing();
  const watermark = (await brand.run(runId)).watermark;
  shop.source.remove("1");
  const replay = await replayRun(deps(), person, { runId });
  expect((await shop.drive(replay.runId)).tallies).toMatchObject({ archived: 0 });
  expect((await brand.run(replay.runId)).watermark).toEqual(watermark);
  expect((await brand.products()).map(({ status }) => status)).not.toContain("archived");
});

test("replay: a run that is under way, or has no errors, is not replayed", async () => {
  const { shop, runId, person } = await failing();
  await expect(replayRun(deps(), person, { runId, code: "late_data" })).rejects.toMatchObject({
    code: "precondition_failed",
  });
  await shop.start();
  await expect(replayRun(deps(), person, { runId })).rejects.toMatchObject({ code: "conflict" });
});
