import { expect, test } from "vitest";
import { record } from "../testing/records.ts";
import { useWorld } from "../testing/world.ts";

const world = useWorld();

const said = (text: string, updatedAt: string) => record("1", { "product.description": text }, { updatedAt });

test("rule 13: what is older than the stored observation is dropped and listed, the rest goes on", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  shop.source.put(said("May", "2026-05-01T00:00:00Z"), record("2"));
  await shop.sync();
  shop.source.put(said("April", "2026-04-01T00:00:00Z"), record("2", { "product.description": "new" }));
  const { tallies, runId, status } = await shop.sync();
  expect(status).toBe("completed");
  expect(tallies).toMatchObject({ read: 2, late: 1, updated: 1 });
  expect(await brand.errors(runId)).toMatchObject([{ record: "1", code: "late_data" }]);
  expect(await brand.product("style-1")).toMatchObject({ description: "May" });
  expect((await brand.links())[0]?.observed).toMatchObject({ "product.description": "May" });
});

test("rule 13: equal times are decided by run order, and a source without a clock is never late", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  shop.source.put(said("first", "2026-05-01T00:00:00Z"));
  await shop.sync();
  shop.source.put(said("second", "2026-05-01T00:00:00Z"));
  expect((await shop.sync()).tallies).toMatchObject({ late: 0, updated: 1 });
  shop.source.put(record("1", { "product.description": "no clock" }));
  expect((await shop.sync()).tallies).toMatchObject({ late: 0, updated: 1 });
  expect(await brand.product("style-1")).toMatchObject({ description: "no clock" });
});

test("rule 13: a brand may choose to accept older data after a source's clock went back", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  shop.source.put(said("May", "2026-05-01T00:00:00Z"));
  await shop.sync();
  await shop.set({ accept_older_data: true });
  shop.source.put(said("April", "2026-04-01T00:00:00Z"));
  expect((await shop.sync()).tallies).toMatchObject({ late: 0, updated: 1 });
  expect(await brand.product("style-1")).toMatchObject({ description: "April" });
});

test("rule 13: a full read after a mapping change is exempt, an incremental one is not", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  shop.source.put(said("May", "2026-05-01T00:00:00Z"));
  await shop.sync();
  await shop.set({ mapping_version: 2, watermark: new Date("2020-01-01T00:00:00Z") });
  shop.source.put(said("April", "2026-04-01T00:00:00Z"));
  expect((await shop.sync({ mode: "incremental" })).tallies).toMatchObject({ late: 1 });
  expect((await shop.sync()).tallies).toMatchObject({ late: 0, updated: 1 });
  expect(await brand.product("style-1")).toMatchObject({ description: "April" });
  shop.source.put(said("March", "2026-03-01T00:00:00Z"));
  expect((await shop.sync()).tallies).toMatchObject({ late: 1 });
});

test("rule 13: the exemption lasts until a full read was verified", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  shop.source.put(said("May", "2026-05-01T00:00:00Z"), record("2"));
  await shop.sync();
  await shop.set({ mapping_version: 2, archive_guard_percent: 100 });
  shop.source.countAgrees = false;
  const may = shop.source.records;
  shop.source.records = [];
  await shop.sync();
  shop.source.records = may;
  shop.source.countAgrees = true;
  shop.source.put(said("April", "2026-04-01T00:00:00Z"));
  shop.source.remove("2");
  expect((await shop.sync()).tallies).toMatchObject({ late: 0, updated: 1, archived: 0 });
  expect((await shop.sync()).tallies).toMatchObject({ archived: 1 });
});

test("rule 13: the connector's own mapping version counts like the connection's", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  shop.source.put(said("May", "2026-05-01T00:00:00Z"), ...["2", "3", "4", "5", "6"].map((id) => record(id)));
  await shop.sync();
  shop.source.mappingVersion = 2;
  shop.source.put(said("April", "2026-04-01T00:00:00Z"));
  shop.source.remove("6");
  expect((await shop.sync()).tallies).toMatchObject({ late: 0, updated: 1, archived: 0 });
  expect((await shop.sync()).tallies).toMatchObject({ archived: 1 });
});

test("a later word of the same run counts, and an earlier one comes too late", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  shop.source.records = [said("new", "2026-05-02T00:00:00Z"), said("old", "2026-05-01T00:00:00Z")];
  expect((await shop.sync()).tallies).toMatchObject({ created: 1, late: 1 });
  expect(await brand.product("style-1")).toMatchObject({ description: "new" });
  shop.source.records = [said("newer", "2026-05-03T00:00:00Z"), said("newest", "2026-05-04T00:00:00Z")];
  expect((await shop.sync()).tallies).toMatchObject({ updated: 2, late: 0 });
  expect(await brand.product("style-1")).toMatchObject({ description: "newest" });
});
