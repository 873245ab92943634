import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { record } from "../testing/records.ts";
import { useWorld } from "../testing/world.ts";

const world = useWorld();

const OLD = record("1", { "product.description": "old" });
const NEW = record("1", { "product.description": "new" });

test.each([
  ["in one page", 10],
  ["in two pages that follow each other", 1],
])("the last word of a record that comes twice %s counts", async (_, chunkSize) => {
  const brand = await world.brand();
  const shop = await brand.connect();
  const description = async () => (await brand.product("style-1")).description;
  shop.source.records = [OLD];
  await shop.sync();
  shop.source.records = [OLD, NEW];
  const first = await shop.sync({ chunkSize });
  expect(first).toMatchObject({ status: "completed", tallies: { read: 2, unchanged: 1, updated: 1 } });
  expect(await description()).toBe("new");
  // What stands there now is what comes first, and then the old words again.
  shop.source.records = [NEW, OLD];
  await shop.sync({ chunkSize });
  expect(await description()).toBe("old");
});

test("a record that is being merged while the page behind it is prepared is not taken for unchanged", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  shop.source.records = [OLD];
  await shop.sync();
  shop.source.records = [NEW, OLD];
  let driven: Promise<unknown> = Promise.resolve();
  await world.whileLocked(brand, async () => {
    driven = shop.sync({ chunkSize: 1 });
    await world.untilBlocked("the first page's merge");
    // The second page is prepared meanwhile; its statements need no lock.
    await setTimeout(300);
  });
  expect(await driven).toMatchObject({ status: "completed", tallies: { read: 2, updated: 2 } });
  expect((await brand.product("style-1")).description).toBe("old");
});
