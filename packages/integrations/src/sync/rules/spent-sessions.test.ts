import { expect, test } from "vitest";
import { record } from "../testing/records.ts";
import { useWorld } from "../testing/world.ts";

const world = useWorld();

test("a session that has held temporary tables serves the next run", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  await shop.set({ archive_guard_percent: 100 });
  shop.source.put(record("1"), record("2"));
  await shop.sync();
  shop.source.remove("2");
  expect((await shop.sync()).tallies).toMatchObject({ archived: 1 });
  // Sessions are lent in turn: after a few runs each has retired records, and each has merged.
  for (let run = 0; run < 6; run += 1) expect(await shop.sync()).toMatchObject({ status: "completed" });
});

test("every session of a worker keeps a chunk's tables in memory", async () => {
  const client = await world.db.pool.connect();
  try {
    expect((await client.query("show temp_buffers")).rows).toEqual([{ temp_buffers: "64MB" }]);
  } finally {
    client.release();
  }
});
