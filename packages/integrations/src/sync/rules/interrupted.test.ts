import { setTimeout as sleep } from "node:timers/promises";
import { requestCancel, startRun } from "@v1/db/sync";
import { expect, test } from "vitest";
import { record, skus } from "../testing/records.ts";
import { type Brand, type Connection, useWorld } from "../testing/world.ts";

const world = useWorld();
const CHUNK = 2;

function catalog(text: string) {
  return Array.from({ length: 8 }, (_, n) =>
    record(
      `${n}`,
      { "product.description": text, "product.tags": [text, "all"] },
      { variants: skus(`SKU-${n}`, `X-${n}`) },
    ),
  );
}

async function stocked(): Promise<{ brand: Brand; shop: Connection }> {
  const brand = await world.brand();
  const shop = await brand.connect("shop");
  shop.source.put(...catalog("first"));
  return { brand, shop };
}

/** All that a run leaves behind, without the ids that differ from run to run. */
async function stateOf(brand: Brand, runId: string) {
  const strip = <T extends { id: string; upid: string }>({ id: _, upid: __, ...rest }: T) => rest;
  const { tallies, status, verified } = await brand.run(runId);
  return {
    products: (await brand.products()).map(strip),
    variants: (await brand.variants()).map(strip),
    links: await brand.links(),
    changes: await brand.changes(runId),
    run: { tallies, status, verified },
  };
}

const upids = async (brand: Brand) => (await brand.products()).map((product) => product.upid);

/** The same run without any interruption; told once for all tests. */
function untouched() {
  whole ??= stocked().then(async ({ brand, shop }) => {
    const { runId } = await shop.sync({ chunkSize: CHUNK });
    return stateOf(brand, runId);
  });
  return whole;
}

let whole: ReturnType<typeof stateOf> | null = null;

test("a run killed between any two chunks is resumed: nothing twice, nothing lost", async () => {
  const expected = await untouched();
  for (let kill = 0; kill <= 4; kill += 1) {
    const { brand, shop } = await stocked();
    let page = 0;
    shop.source.onRead = () => {
      if (page === kill) throw new Error("killed");
      page += 1;
    };
    const runId = await shop.start();
    await expect(shop.drive(runId, { chunkSize: CHUNK })).rejects.toThrow("killed");
    const half = await upids(brand);
    expect(half.length).toBeLessThanOrEqual(kill * CHUNK);
    shop.source.onRead = null;
    expect(await shop.drive(runId, { chunkSize: CHUNK })).toMatchObject({ status: "completed" });
    expect(await stateOf(brand, runId), `killed before page ${kill}`).toEqual(expected);
    expect(await upids(brand)).toEqual(expect.arrayContaining(half));
    // What was committed is not read again.
    const handedOut = shop.source.reads.flatMap((read) => read.ids);
    expect(handedOut.length).toBeLessThanOrEqual(8 + CHUNK);
  }
});

test("a run that is told to stop goes on later at its checkpoint", async () => {
  const expected = await untouched();
  const { brand, shop } = await stocked();
  const runId = await shop.start();
  for (let chunk = 0; chunk < 3; chunk += 1) {
    const stop = new AbortController();
    const { status } = await shop.drive(runId, {
      chunkSize: CHUNK,
      signal: stop.signal,
      onEvent: ({ type }) => (type === "chunk" ? stop.abort() : undefined),
    });
    expect(status).toBe("interrupted");
    expect(await brand.run(runId)).toMatchObject({ status: "running" });
  }
  expect(await shop.drive(runId, { chunkSize: CHUNK })).toMatchObject({ status: "completed" });
  expect(await stateOf(brand, runId)).toEqual(expected);
});

test("a run whose database session dies inside a chunk loses that chunk whole, and only that", async () => {
  const expected = await untouched();
  const { brand, shop } = await stocked();
  const runId = await shop.start();
  let attempt: Promise<unknown> | null = null;
  await world.whileLocked(brand, async () => {
    attempt = shop.drive(runId, { chunkSize: CHUNK });
    attempt.catch(() => undefined);
    await world.untilBlocked("a merge inside its transaction");
    await brand.sql(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event = 'advisory'",
    );
  });
  await expect(attempt).rejects.toThrow();
  expect(await brand.products()).toEqual([]);
  expect(await shop.drive(runId, { chunkSize: CHUNK })).toMatchObject({ status: "completed" });
  expect(await stateOf(brand, runId)).toEqual(expected);
});

test("the same run delivered twice, later and at once, is one run", async () => {
  const expected = await untouched();
  const { brand, shop } = await stocked();
  const runId = await shop.start();
  const both = await Promise.all([
    shop.drive(runId, { chunkSize: CHUNK }),
    shop.drive(runId, { chunkSize: CHUNK }),
  ]);
  expect(both.map((outcome) => outcome.status).sort()).toEqual(["busy", "completed"]);
  expect(await stateOf(brand, runId)).toEqual(expected);
  const reads = shop.source.reads.length;
  const later = await shop.drive(runId, { chunkSize: CHUNK });
  expect(later).toMatchObject({ status: "completed", tallies: { read: 8, created: 8 } });
  expect(shop.source.reads).toHaveLength(reads);
  expect(await stateOf(brand, runId)).toEqual(expected);
});

test("two runs of one connection started at once are one, whoever asks", async () => {
  const { brand, shop } = await stocked();
  for (let round = 0; round < 5; round += 1) {
    const request = {
      brandId: brand.id,
      connectionId: shop.id,
      mode: "full" as const,
      trigger: "api" as const,
    };
    const started = await Promise.all(Array.from({ length: 8 }, () => startRun(world.db, request)));
    expect(new Set(started.map((run) => run.runId)).size).toBe(1);
    expect(started.filter((run) => !run.alreadyActive)).toHaveLength(1);
    const outcomes = await Promise.all(started.slice(0, 3).map((run) => shop.drive(run.runId)));
    expect(outcomes.map((outcome) => outcome.status)).toContain("completed");
  }
  const runs = await brand.sql("select from sync_runs where brand_id = $1", [brand.id]);
  expect(runs).toHaveLength(5);
  expect(await brand.products()).toHaveLength(8);
});

test("the database allows one active run per connection, and one lease", async () => {
  const { brand, shop } = await stocked();
  await shop.start();
  const second = brand.sql(
    "insert into sync_runs (brand_id, connection_id, mode, trigger) values ($1, $2, 'full', 'manual')",
    [brand.id, shop.id],
  );
  await expect(second).rejects.toThrow(/unique/);
});

/** Lets the lease run out, as if the worker had been suspended for that long. */
async function expireLease({ brand, id }: Connection): Promise<void> {
  await brand.sql(
    "update connection_leases set expires_at = now() - interval '1 second' where brand_id = $1 and connection_id = $2",
    [brand.id, id],
  );
}

/** Row versions of all that a worker could touch without it being seen in the values. */
function versions(brand: Brand): Promise<object[]> {
  const tables = [
    "sync_runs",
    "brand_integrations",
    "products",
    "product_sources",
    "run_seen",
    "sync_changes",
  ];
  const selects = tables.map(
    (table) => `select '${table}' as name, xmin::text from ${table} where brand_id = $1`,
  );
  return brand.sql(`${selects.join(" union all ")} order by 1, 2`, [brand.id]);
}

test.each([0, 1, 3, 4])(
  "a worker paused at page %i until its lease expired wakes up when another has done its work, and writes nothing",
  async (pause) => {
    const expected = await untouched();
    const { brand, shop } = await stocked();
    const runId = await shop.start();
    let asOthersLeftIt: object[] = [];
    let page = 0;
    shop.source.onRead = async () => {
      page += 1;
      if (page <= pause) return;
      shop.source.onRead = null;
      await expireLease(shop);
      expect(await shop.drive(runId, { chunkSize: CHUNK })).toMatchObject({ status: "completed" });
      // What the paused worker holds is old by now: it must not come back.
      await brand.sql("update products set description = 'newer' where brand_id = $1", [brand.id]);
      asOthersLeftIt = await versions(brand);
    };
    expect(await shop.drive(runId, { chunkSize: CHUNK })).toMatchObject({ status: "busy" });
    expect(await versions(brand)).toEqual(asOthersLeftIt);
    const after = await stateOf(brand, runId);
    expect(after).toEqual({
      ...expected,
      products: expected.products.map((product) => ({ ...product, description: "newer" })),
    });
  },
);

test("a worker paused until its lease expired writes nothing though nobody took over; the run goes on later", async () => {
  const expected = await untouched();
  const { brand, shop } = await stocked();
  const runId = await shop.start();
  let expired = false;
  shop.source.onRead = async () => {
    if (expired) return;
    expired = true;
    await expireLease(shop);
  };
  expect(await shop.drive(runId, { chunkSize: CHUNK })).toMatchObject({ status: "busy" });
  expect(await brand.products()).toEqual([]);
  expect(await shop.drive(runId, { chunkSize: CHUNK })).toMatchObject({ status: "completed" });
  expect(await stateOf(brand, runId)).toEqual(expected);
});

/** Waits until a run's committed chunks hold so many records. */
async function untilRead(brand: Brand, runId: string, records: number): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    if ((await brand.run(runId)).tallies.read === records) return;
    await sleep(10);
  }
  throw new Error(`The run never came to ${records} records.`);
}

test("a worker paused at the very end neither retires nor completes what is no longer its own", async () => {
  const { brand, shop } = await stocked();
  await shop.sync();
  shop.source.remove("0");
  const runId = await shop.start();
  shop.source.onRead = async ({ end }) => {
    if (!end) return;
    shop.source.onRead = null;
    await untilRead(brand, runId, 7);
    await brand.sql(
      "update connection_leases set token = gen_random_uuid(), expires_at = now() + interval '1 minute'",
    );
  };
  expect(await shop.drive(runId, { chunkSize: 100 })).toMatchObject({ status: "busy" });
  expect(await brand.run(runId)).toMatchObject({ status: "running", guard: null });
  expect((await brand.product("style-0")).status).toBe("unpublished");
  const [run] = await brand.sql<{ checkpoint: { read?: object } | null }>(
    "select checkpoint from sync_runs where brand_id = $1 and id = $2",
    [brand.id, runId],
  );
  expect(run?.checkpoint?.read).toBeUndefined();
});

test("cancelling stops at the next chunk, and what was merged stays", async () => {
  const { brand, shop } = await stocked();
  const runId = await shop.start();
  const outcome = await shop.drive(runId, {
    chunkSize: CHUNK,
    onEvent: ({ type }) =>
      type === "started" ? void requestCancel(world.db, { brandId: brand.id, runId }) : undefined,
  });
  expect(outcome.status).toBe("cancelled");
  expect(await brand.run(runId)).toMatchObject({ status: "cancelled", watermark: null });
  expect((await brand.products()).length).toBeLessThan(8);
  expect((await shop.drive(runId)).status).toBe("cancelled");
  await expect(requestCancel(world.db, { brandId: brand.id, runId })).rejects.toMatchObject({
    code: "conflict",
  });
  expect(await shop.sync()).toMatchObject({ status: "completed", tallies: { read: 8 } });
  expect(await brand.products()).toHaveLength(8);
});
