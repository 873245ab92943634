import { expect, test } from "vitest";
import { record, skus } from "../testing/records.ts";
import { useWorld } from "../testing/world.ts";

const world = useWorld();

test("rule 12: a record that returns does not take back the product that another record holds by then", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  await shop.set({ archive_guard_percent: 100 });
  const first = record("1", {}, { variants: skus("A") });
  shop.source.put(first, record("other"));
  await shop.sync();
  shop.source.remove("1");
  expect((await shop.sync()).tallies).toMatchObject({ archived: 1 });
  shop.source.put(record("2", {}, { variants: skus("A") }));
  expect((await shop.sync()).tallies).toMatchObject({ created: 0, restored: 1 });
  shop.source.put(first);
  const { runId, tallies } = await shop.sync();
  expect(tallies).toMatchObject({ created: 0, failed: 1 });
  expect(await brand.errors(runId)).toMatchObject([{ code: "duplicate_identifier" }]);
  const live = (await brand.links()).filter(
    ({ state, product }) => state === "live" && product === "style-1",
  );
  expect(live).toMatchObject([{ externalId: "2", primary: true }]);
});

test("rule 11: an incremental run, which sees a part of the source, asks nobody about archiving the rest", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  shop.source.put(record("1"), record("2"));
  await shop.sync();
  shop.source.records = [];
  const { status, runId } = await shop.sync({ mode: "incremental" });
  expect(shop.source.reads.at(-1)?.mode).toBe("incremental");
  expect(status).toBe("completed");
  expect(await brand.run(runId)).toMatchObject({ status: "completed" });
  expect((await brand.links()).map(({ state }) => state)).toEqual(["live", "live"]);
});
