import { timings } from "@v1/db/sync";
import { afterEach, expect, test } from "vitest";
import { record, skus, variant } from "../testing/records.ts";
import { useWorld } from "../testing/world.ts";

const world = useWorld();

afterEach(() => {
  timings.byStatement = null;
});

test("any number of records that compete for one thing fit in one transaction", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  // Each takes the variant over from the one before, so that each must wait for it.
  const count = 230;
  for (let n = 0; n < count; n += 1) {
    shop.source.put(record(`${n}`, {}, { variants: [variant("moves", { "variant.sku": `S${n}` })] }));
  }
  const { status, tallies } = await shop.sync({ chunkSize: 1_000 });
  expect(status).toBe("completed");
  expect(tallies).toMatchObject({ created: count, variantsCreated: count, variantsTombstoned: count - 1 });
  expect((await brand.variants()).filter((row) => row.live)).toMatchObject([{ sku: `S${count - 1}` }]);
});

test("an identifier that somebody has is refused to all others at once", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  for (let n = 0; n < 20; n += 1) {
    shop.source.put(record(`${n}`, { "product.identifier": "STYLE" }, { variants: skus(`S${n}`) }));
  }
  const { waves, tallies } = await counted(() => shop.sync());
  expect(tallies).toMatchObject({ created: 1, failed: 19 });
  expect(waves).toBe(2);
});

test("a group of any size comes together in two waves, and changes in one", async () => {
  const brand = await world.brand();
  const shop = await brand.connect();
  const says = (price: string) => {
    for (let n = 0; n < 60; n += 1) {
      const fields = { "variant.sku": `S${n}`, "product.price": { amount: price, currency: "EUR" } };
      shop.source.put(record(`${n}`, {}, { groupKey: "style", variants: [variant(`v${n}`, fields)] }));
    }
  };
  says("1.00");
  const first = await counted(() => shop.sync());
  expect(first.tallies).toMatchObject({ created: 1, updated: 59, variantsCreated: 60 });
  expect(first.waves).toBe(2);
  says("2.00");
  const again = await counted(() => shop.sync());
  expect(again.tallies).toMatchObject({ updated: 60, variantsUpdated: 60 });
  expect(again.waves).toBe(1);
});

/** How many waves a sync of one chunk took, told by the tables that were read anew. */
async function counted<T>(sync: () => Promise<T>): Promise<T & { waves: number }> {
  const seen = new CountingMap();
  timings.byStatement = seen;
  const result = await sync();
  return { ...result, waves: seen.counts.get("read links") ?? 0 };
}

class CountingMap extends Map<string, number> {
  readonly counts = new Map<string, number>();

  override set(name: string, seconds: number): this {
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
    return super.set(name, seconds);
  }
}
