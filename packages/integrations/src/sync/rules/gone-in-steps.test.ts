import { expect, test } from "vitest";
import { record } from "../testing/records.ts";
import { useWorld } from "../testing/world.ts";

const world = useWorld();

test("rule 11: thousands are archived in steps, and a run stopped between two of them goes on there", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  await shop.set({ archive_guard_percent: 100 });
  const kept = record("kept");
  shop.source.records = [kept, ...Array.from({ length: 2_100 }, (_, n) => record(`${n}`))];
  await shop.sync({ chunkSize: 2_000 });
  shop.source.records = [kept];
  const runId = await shop.start();
  const stop = new AbortController();
  const first = await shop.drive(runId, {
    signal: stop.signal,
    onEvent: ({ type }) => (type === "retired" ? stop.abort() : undefined),
  });
  expect(first).toMatchObject({ status: "interrupted", tallies: { archived: 2_000 } });
  expect(await brand.run(runId)).toMatchObject({ status: "running", tallies: { archived: 2_000 } });
  const reads = shop.source.reads.length;
  const second = await shop.drive(runId);
  expect(second).toMatchObject({ status: "completed", tallies: { read: 1, archived: 2_100 } });
  expect(shop.source.reads).toHaveLength(reads);
  const left = (await brand.products()).filter((product) => product.status !== "archived");
  expect(left.map((product) => product.identifier)).toEqual(["style-kept"]);
  expect(await brand.changes(runId)).toHaveLength(2_100);
});
