import { openWorkerDb, type WorkerDb } from "@v1/db";
import { createTestDatabase, type TestDatabase } from "@v1/stack/testing";
import { Client } from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { idleQueue } from "../testing/idle-queue.ts";
import { type ConnectionRow, makeBrand, makeConnection, makeRun } from "../testing/rows.ts";
import { type ScheduleLimits, scheduleSyncs } from "./schedule-syncs.ts";

const now = new Date("2026-06-01T12:00:00Z");
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const hourly = { schedule_cron: "0 * * * *", full_read_cron: null };
const limits: ScheduleLimits = { perBrand: 4, perTick: 1000, queuedSeconds: 120, maxAttempts: 3 };

let database: TestDatabase;
let client: Client;
let db: WorkerDb;

beforeEach(async () => {
  database = await createTestDatabase();
  client = new Client({ connectionString: database.url });
  await client.connect();
  db = openWorkerDb({ url: database.url });
});
afterEach(async () => {
  await Promise.all([client.end(), db.close()]);
  await database.drop();
});

test("a due connection gets one run and its next time, and nothing more in the same minute", async () => {
  const brandId = await makeBrand(client);
  const connectionId = await makeConnection(client, brandId, { ...hourly, next_sync_at: minutesAgo(1) });
  const queue = idleQueue();
  expect(await scheduleSyncs({ db, queue }, { now, limits })).toEqual({
    started: 1,
    resumed: 0,
    exhausted: 0,
  });
  const [run] = await runs();
  expect(run).toMatchObject({
    connection_id: connectionId,
    mode: "incremental",
    trigger: "schedule",
    status: "queued",
    watermark_from: new Date("2026-01-01"),
  });
  expect(queue.jobs).toEqual([
    {
      name: "sync-connection",
      key: run?.id,
      payload: { brandId, connectionId, runId: run?.id, trigger: "schedule" },
    },
  ]);
  const { next_sync_at } = await connection(connectionId);
  expect(next_sync_at?.getTime()).toBeGreaterThan(now.getTime());
  expect(await scheduleSyncs({ db, queue }, { now, limits })).toMatchObject({ started: 0, resumed: 0 });
  expect(await runs()).toHaveLength(1);
});

test("a schedule without a next time gets one, and starts nothing yet", async () => {
  const brandId = await makeBrand(client);
  const id = await makeConnection(client, brandId, { schedule_cron: "*/5 * * * *" });
  await scheduleSyncs({ db, queue: idleQueue() }, { now, limits });
  const planned = await connection(id);
  expect(planned.next_sync_at?.getTime()).toBeGreaterThan(now.getTime());
  // Without being asked for: every connection is read in full each night.
  expect(planned.next_full_sync_at?.toISOString()).toMatch(/^2026-06-02T03:[0-2]/);
  expect(await runs()).toEqual([]);
});

test.each<[string, Partial<ConnectionRow>, string]>([
  ["the night's full read is due as well", { next_full_sync_at: minutesAgo(5) }, "full"],
  ["a full read was asked for", { force_full_read: true }, "full"],
  ["nothing was ever read to its end", { watermark: null }, "full"],
  ["only the incremental one is due", {}, "incremental"],
])("where %s, the run is %s %s", async (_case, row, mode) => {
  const brandId = await makeBrand(client);
  const due = { ...hourly, full_read_cron: "0 3 * * *", next_sync_at: minutesAgo(1), ...row };
  await makeConnection(client, brandId, { next_full_sync_at: new Date("2026-06-02T03:00:00Z"), ...due });
  await scheduleSyncs({ db, queue: idleQueue() }, { now, limits });
  expect((await runs()).map((run) => run.mode)).toEqual([mode]);
});

test("no connection is started that is not connected, whose brand is deleted, or that has a run", async () => {
  const brandId = await makeBrand(client);
  const due = { ...hourly, next_sync_at: minutesAgo(1) };
  for (const status of ["paused", "disconnected", "error", "configuring", "testing"]) {
    await makeConnection(client, brandId, { ...due, status });
  }
  await makeConnection(client, await makeBrand(client, { deleted: true }), due);
  for (const status of ["running", "awaiting_approval"]) {
    const connectionId = await makeConnection(client, brandId, due);
    await makeRun(client, { brandId, connectionId, status });
  }
  await makeConnection(client, brandId, { schedule_cron: null, full_read_cron: null });
  expect(await scheduleSyncs({ db, queue: idleQueue() }, { now, limits })).toMatchObject({ started: 0 });
  // Nor is its time moved: it is due when nothing stands in its way any more.
  const moved = await client.query("select from brand_integrations where next_sync_at > $1", [now]);
  expect(moved.rowCount).toBe(0);
});

test("a brand with many connections does not keep the others waiting", async () => {
  const large = await makeBrand(client);
  for (let index = 0; index < 10; index += 1) {
    await makeConnection(client, large, { ...hourly, next_sync_at: minutesAgo(60 - index) });
  }
  const small = [await makeBrand(client), await makeBrand(client)];
  for (const brandId of small)
    await makeConnection(client, brandId, { ...hourly, next_sync_at: minutesAgo(1) });
  const queue = idleQueue();
  await scheduleSyncs({ db, queue }, { now, limits });
  const order = queue.jobs.map(({ payload }) => (payload as { brandId: string }).brandId);
  // One of each brand first, the longest due before the others; then up to the limit of one brand.
  expect(order.slice(0, 3)).toEqual([large, expect.anything(), expect.anything()]);
  expect(new Set(order.slice(0, 3))).toEqual(new Set([large, ...small]));
  expect(order.slice(3)).toEqual([large, large, large]);
  expect(await scheduleSyncs({ db, queue }, { now, limits })).toMatchObject({ started: 0 });
  await client.query("update sync_runs set status = 'completed' where brand_id = $1", [large]);
  expect(await scheduleSyncs({ db, queue }, { now, limits })).toMatchObject({ started: 4 });
});

test("what is over a tick's limit is started by the next, each brand having had its turn", async () => {
  const brands = await makeBrands(5);
  for (const brandId of [...brands, ...brands]) {
    await makeConnection(client, brandId, { ...hourly, next_sync_at: minutesAgo(1) });
  }
  const few = { ...limits, perTick: 5 };
  for (const started of [5, 5, 0]) {
    expect(await scheduleSyncs({ db, queue: idleQueue() }, { now, limits: few })).toMatchObject({ started });
    const perBrand = new Map<string, number>();
    for (const run of await runs()) perBrand.set(run.brand_id, (perBrand.get(run.brand_id) ?? 0) + 1);
    expect(new Set(perBrand.values()).size).toBe(1);
  }
});

test("schedulers at the same moment start each connection once", async () => {
  const brands = await makeBrands(20);
  for (const brandId of [...brands, ...brands]) {
    await makeConnection(client, brandId, { ...hourly, next_sync_at: minutesAgo(1) });
  }
  const queue = idleQueue();
  const ticks = await Promise.all([1, 2, 3, 4].map(() => scheduleSyncs({ db, queue }, { now, limits })));
  expect(ticks.reduce((sum, { started }) => sum + started, 0)).toBe(40);
  expect(new Set((await runs()).map((run) => run.connection_id)).size).toBe(40);
  expect(new Set(queue.jobs.map(({ key }) => key)).size).toBe(40);
});

test("a schedule that cannot be followed is reported on its connection and stops no other", async () => {
  const brandId = await makeBrand(client);
  const broken = await makeConnection(client, brandId, {
    ...hourly,
    schedule_cron: "each morning",
    next_sync_at: minutesAgo(2),
  });
  await makeConnection(client, brandId, { ...hourly, next_sync_at: minutesAgo(1) });
  expect(await scheduleSyncs({ db, queue: idleQueue() }, { now, limits })).toMatchObject({ started: 1 });
  expect(await connection(broken)).toMatchObject({
    status: "error",
    status_reason: expect.stringMatching(/^The schedule of this connection cannot be followed: /),
  });
});

test("runs that nobody works on are offered to the queue again", async () => {
  const brandId = await makeBrand(client);
  const stalled = await runWith(brandId, { status: "running" });
  const abandoned = await runWith(brandId, { status: "running", leaseSeconds: -1 });
  const forgotten = await runWith(brandId, { status: "queued", queuedMinutes: 5 });
  await runWith(brandId, { status: "running", leaseSeconds: 60 });
  await runWith(brandId, { status: "queued", queuedMinutes: 1 });
  await runWith(brandId, { status: "awaiting_approval", queuedMinutes: 5 });
  const queue = idleQueue();
  expect(await scheduleSyncs({ db, queue }, { now, limits })).toMatchObject({ started: 0, resumed: 3 });
  expect(new Set(queue.jobs.map(({ key }) => key))).toEqual(new Set([stalled, abandoned, forgotten]));
});

test("a run that was started again and again is given up, and says so", async () => {
  const brandId = await makeBrand(client);
  const run = await runWith(brandId, { status: "running", attempts: 3 });
  const queue = idleQueue();
  expect(await scheduleSyncs({ db, queue }, { now, limits })).toMatchObject({ resumed: 0, exhausted: 1 });
  const { rows } = await client.query("select status, error, finished_at from sync_runs where id = $1", [
    run,
  ]);
  expect(rows[0]).toMatchObject({ status: "failed", error: { code: "internal" } });
  expect(rows[0].finished_at).not.toBeNull();
  expect(queue.jobs).toEqual([]);
});

test("a thousand brands are planned and started with a handful of statements", async () => {
  await client.query(`
    with i as (insert into integrations (slug, name, kind) values ('bulk', 'Bulk', 'custom') returning id),
    b as (insert into brands (name) select 'Brand ' || n from generate_series(1, 1000) n returning id)
    insert into brand_integrations (brand_id, integration_id, name, status, schedule_cron, next_sync_at)
    select b.id, i.id, 'c', 'connected', '*/15 * * * *', '2026-06-01T11:59:00Z' from b, i`);
  let statements = 0;
  db.pool.on("connect", (connected) => {
    const query = connected.query.bind(connected);
    connected.query = ((...args: Parameters<typeof query>) => {
      statements += 1;
      return query(...args);
    }) as typeof connected.query;
  });
  const queue = idleQueue();
  expect(await scheduleSyncs({ db, queue }, { now, limits })).toMatchObject({ started: 1000 });
  expect(queue.jobs).toHaveLength(1000);
  expect(statements).toBeLessThan(20);
});

async function makeBrands(count: number): Promise<string[]> {
  const brands: string[] = [];
  while (brands.length < count) brands.push(await makeBrand(client));
  return brands;
}

async function runWith(
  brandId: string,
  options: { status: string; leaseSeconds?: number; queuedMinutes?: number; attempts?: number },
): Promise<string> {
  const { status, leaseSeconds, queuedMinutes = 0, attempts = 0 } = options;
  const connectionId = await makeConnection(client, brandId, { schedule_cron: null, full_read_cron: null });
  const runId = await makeRun(client, { brandId, connectionId, status });
  await client.query(
    "update sync_runs set queued_at = now() - make_interval(mins => $2), attempts = $3 where id = $1",
    [runId, queuedMinutes, attempts],
  );
  if (leaseSeconds === undefined) return runId;
  await client.query(
    `insert into connection_leases (brand_id, connection_id, run_id, token, expires_at)
    values ($1, $2, $3, gen_random_uuid(), now() + make_interval(secs => $4))`,
    [brandId, connectionId, runId, leaseSeconds],
  );
  return runId;
}

async function runs() {
  const { rows } = await client.query<
    Record<"id" | "brand_id" | "connection_id" | "mode" | "trigger", string>
  >("select * from sync_runs order by seq");
  return rows;
}

async function connection(id: string) {
  const { rows } = await client.query<ConnectionRow & { status_reason: string | null }>(
    "select * from brand_integrations where id = $1",
    [id],
  );
  const [row] = rows;
  if (!row) throw new Error("The connection is gone.");
  return row;
}
