import { requestCancel } from "@v1/db/sync";
import { createTestDatabase, type TestDatabase } from "@v1/stack/testing";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { expectSourceData, expectWholeRun } from "./compare.ts";
import { nextCommit, openScene, runState, type Scene } from "./scene.ts";
import { obstruct, sessionsOf, untilBlocked } from "./sessions.ts";
import { storedCatalog } from "./stored.ts";
import { until } from "./until.ts";
import type { Worker } from "./workers.ts";

const CATALOG = { products: 300, seed: 13 };
const SMALL = { chunkSize: 50 };

let database: TestDatabase;
let scene: Scene;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database?.drop());
beforeEach(async () => {
  scene = await openScene(database.url, CATALOG);
});
afterEach(() => scene?.close());

/** All that a worker might have written: the catalog, the run, the connection. */
async function everything() {
  const { rows } = await scene.db.pool.query(
    `select (select jsonb_agg(to_jsonb(r)) from sync_runs r where brand_id = $1) as runs,
       (select jsonb_agg(to_jsonb(c)) from brand_integrations c where brand_id = $1) as connections,
       (select jsonb_agg(to_jsonb(l)) from connection_leases l where brand_id = $1) as leases,
       (select jsonb_agg(p.updated_at order by p.id) from products p where brand_id = $1) as products`,
    [scene.brandId],
  );
  return { rows, catalog: await storedCatalog(scene.db, scene) };
}

/** Wakes a worker that has been replaced: it says that it lost, and nothing has changed. */
async function expectNothingFrom(worker: Worker): Promise<void> {
  const before = await everything();
  worker.wake();
  worker.grant(Number.MAX_SAFE_INTEGER);
  expect(await worker.outcome()).toMatchObject({ status: "busy" });
  const after = await everything();
  expect(after.rows).toEqual(before.rows);
  expect(after.catalog).toEqual(before.catalog);
}

it("lets one of two workers that start at once do the run, and sends the other away", async () => {
  const job = await scene.startRun();
  const options = { ...SMALL, pages: 1, persists: false, leaseSeconds: 30 };
  const workers = [scene.startWorker(job, options), scene.startWorker(job, options)];
  const first = await Promise.race(
    workers.map(async (worker) => ({ worker, outcome: await worker.outcome() })),
  );
  expect(first.outcome.status).toBe("busy");
  // It never began: nobody took the run out of its hands.
  expect(first.worker.news.map(({ type }) => type)).toEqual(["outcome"]);
  const other = workers.find((worker) => worker !== first.worker);
  other?.grant(Number.MAX_SAFE_INTEGER);
  expect(await other?.outcome()).toMatchObject({ status: "completed" });
  await expectWholeRun(scene, job, CATALOG);
  await expectSourceData(scene, CATALOG);
});

it("takes over from a worker that is paused between chunks, which writes nothing when it wakes", async () => {
  const job = await scene.startRun();
  const paused = scene.startWorker(job, { ...SMALL, pages: 2, persists: false });
  await nextCommit(scene, job, 1);
  paused.pause();
  const successor = scene.startWorker(job, SMALL);
  expect(await successor.outcome()).toMatchObject({ status: "completed" });
  await expectNothingFrom(paused);
  await expectWholeRun(scene, job, CATALOG);
  await expectSourceData(scene, CATALOG);
});

it("takes over from a worker that is paused behind its last chunk", async () => {
  const job = await scene.startRun();
  const paused = scene.startWorker(job, { ...SMALL, pages: 6, persists: false });
  await nextCommit(scene, job, 5);
  paused.pause();
  expect(await scene.startWorker(job, SMALL).outcome()).toMatchObject({ status: "completed" });
  await expectNothingFrom(paused);
  await expectWholeRun(scene, job, CATALOG);
});

it("takes over from a worker that is paused inside a chunk, whose transaction is undone", async () => {
  const job = await scene.startRun();
  const paused = scene.startWorker(job, { ...SMALL, pages: 2, persists: false, leaseSeconds: 2 });
  await nextCommit(scene, job, 1);
  const held = await obstruct(scene.db, scene.brandId, "before the commit");
  paused.grant(1);
  expect(await untilBlocked(scene.db, paused, held.pid)).toBe(true);
  paused.pause();
  await held.release();
  await until(async () => {
    const sessions = await sessionsOf(scene.db, paused.name);
    return sessions.some(({ holdsBrand, blockedBy }) => holdsBrand && blockedBy.length === 0);
  }, "the paused worker's transaction waits for it");
  expect(await scene.startWorker(job, SMALL).outcome()).toMatchObject({ status: "completed" });
  await expectNothingFrom(paused);
  await expectWholeRun(scene, job, CATALOG);
  await expectSourceData(scene, CATALOG);
});

it("does nothing for a run that ended while a second delivery waited for its connection", async () => {
  const job = await scene.startRun();
  const client = await scene.db.pool.connect();
  await client.query("begin");
  await client.query(
    `insert into connection_leases (brand_id, connection_id, run_id, token, expires_at)
     values ($1, $2, $3, gen_random_uuid(), now() - interval '1 second')`,
    [scene.brandId, scene.connectionId, job.runId],
  );
  const late = scene.startWorker(job, { ...SMALL, persists: false });
  await until(async () => {
    const sessions = await sessionsOf(scene.db, late.name);
    return sessions.some(({ blockedBy }) => blockedBy.length > 0);
  }, "the second delivery waits for the connection");
  await client.query("update sync_runs set status = 'failed' where brand_id = $1 and id = $2", [
    job.brandId,
    job.runId,
  ]);
  await client.query("commit");
  client.release();
  expect(await late.outcome()).toMatchObject({ status: "failed" });
  expect(await runState(scene.db, job)).toMatchObject({ status: "failed", chunk: 0 });
  expect(await storedCatalog(scene.db, scene)).toEqual(new Map());
});

it("an owner waits with its change until the chunk is written that was planned without it", async () => {
  const job = await scene.startRun();
  const worker = scene.startWorker(job, { ...SMALL, pages: 1, leaseSeconds: 30 });
  await nextCommit(scene, job, 0);
  const held = await obstruct(scene.db, scene.brandId, "before the commit");
  worker.grant(1);
  await untilBlocked(scene.db, worker, held.pid);
  const change = scene.db.pool.query(
    `with patience as materialized (select set_config('lock_timeout', '500ms', true))
     update field_owners set owner_kind = 'manual', connection_id = null from patience
     where brand_id = $1 and field_key = 'product.name'`,
    [scene.brandId],
  );
  await expect(change.finally(held.release)).rejects.toMatchObject({ code: "55P03" });
  worker.grant(Number.MAX_SAFE_INTEGER);
  expect(await worker.outcome()).toMatchObject({ status: "completed" });
});

it("stops at the next chunk when the run is cancelled, and the next run does the rest", async () => {
  const job = await scene.startRun();
  const worker = scene.startWorker(job, { ...SMALL, pages: 2, leaseSeconds: 30 });
  const chunk = await nextCommit(scene, job, 1);
  await requestCancel(scene.db, job);
  worker.grant(Number.MAX_SAFE_INTEGER);
  expect(await worker.outcome()).toMatchObject({ status: "cancelled" });
  const cancelled = await runState(scene.db, job);
  expect(cancelled.status).toBe("cancelled");
  expect(cancelled.chunk).toBe(chunk + 1);
  const made = cancelled.tallies.created ?? 0;
  expect(made).toBe(cancelled.chunk * SMALL.chunkSize);

  const next = await scene.startRun();
  expect(await scene.startWorker(next, SMALL).outcome()).toMatchObject({
    status: "completed",
    tallies: { read: CATALOG.products, created: CATALOG.products - made, unchanged: made },
  });
  await expectSourceData(scene, CATALOG);
});

it("notices a cancellation while the source keeps it waiting", async () => {
  const job = await scene.startRun();
  const worker = scene.startWorker(job, { ...SMALL, pages: 1 });
  await nextCommit(scene, job, 0);
  await requestCancel(scene.db, job);
  expect(await worker.outcome()).toMatchObject({ status: "cancelled" });
  expect(await runState(scene.db, job)).toMatchObject({ status: "cancelled", chunk: 1 });
});
