import { randomUUID } from "node:crypto";
import { AppError } from "@v1/core";
import { openWorkerDb, type WorkerDb } from "@v1/db";
import { type Connector, createHttpClient, startRun, syncConnection } from "@v1/integrations";
import { createTestDatabase, type TestDatabase } from "@v1/stack/testing";
import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { payloads } from "../payloads.ts";
import { idleQueue } from "../testing/idle-queue.ts";
import { makeBrand, makeConnection } from "../testing/rows.ts";
import { testSource } from "../testing/test-source.ts";
import { until } from "../testing/until.ts";
import { runSync } from "./run-sync.ts";

let database: TestDatabase;
let client: Client;
let db: WorkerDb;
let brandId: string;
let connectionId: string;
const http = createHttpClient();

beforeAll(async () => {
  database = await createTestDatabase();
  client = new Client({ connectionString: database.url });
  await client.connect();
  db = openWorkerDb({ url: database.url });
});
beforeEach(async () => {
  brandId = await makeBrand(client);
  connectionId = await makeConnection(client, brandId, { watermark: null });
});
afterAll(async () => {
  await Promise.all([client.end(), db.close(), http.close()]);
  await database.drop();
});

test("a sync is driven to its end; listeners hear of its run by ids only; its health is written", async () => {
  const heard: string[] = [];
  client.on("notification", ({ channel, payload }) => heard.push(`${channel} ${payload}`));
  await client.query("listen runs");
  const shown: number[] = [];
  const outcome = await run(testSource({ products: 25 }), {
    show: ({ tallies }) => shown.push(tallies.read),
  });
  expect(outcome).toMatchObject({ status: "completed", tallies: { read: 25, created: 25 } });
  expect(shown).toEqual([0, 10, 20, 25]);
  const [row] = await runs();
  expect(row).toMatchObject({ status: "completed", trigger: "manual", mode: "full" });
  await until(() => heard.length > 0);
  expect(new Set(heard)).toEqual(new Set([`runs {"brandId":"${brandId}","runId":"${row?.id}"}`]));
  expect(await health()).toEqual([{ ok: true, error: null }]);
  expect(await status()).toEqual({ status: "connected", status_reason: null });
});

test("how far a run is ahead of its merge is kept with it, where whoever comes back finds it", async () => {
  const gate = Promise.withResolvers<void>();
  const beforePage = (page: number) => (page === 2 ? gate.promise : Promise.resolve());
  const outcome = run(testSource({ products: 30, beforePage }));
  const moving = await until(async () => {
    const [row] = await runs();
    return row?.ahead?.staged === 20 ? row : undefined;
  });
  expect(moving).toMatchObject({ status: "running", ahead: { read: 20, mapped: 20, staged: 20 }, total: 30 });
  gate.resolve();
  expect(await outcome).toMatchObject({ status: "completed", tallies: { read: 30 } });
});

test("the run that is named is the one worked on", async () => {
  const { runId } = await startRun(db, { brandId, connectionId, mode: "full", trigger: "api" });
  await run(testSource({ products: 1 }), { runId });
  expect(await runs()).toMatchObject([{ id: runId, status: "completed" }]);
});

test("what a person has to mend ends the run and marks the connection", async () => {
  const refused = new AppError({
    code: "unauthenticated",
    message: "The token was revoked.",
    hint: "Connect again.",
  });
  const outcome = await run(testSource({ products: 1, check: () => Promise.reject(refused) }));
  expect(outcome).toMatchObject({ status: "failed", error: { code: "unauthenticated" } });
  expect(await status()).toEqual({ status: "error", status_reason: "The token was revoked." });
  expect(await health()).toMatchObject([{ ok: false, error: { code: "unauthenticated" } }]);
});

test("what may pass is thrown, so that the runtime tries again; the next attempt goes on", async () => {
  let failures = 1;
  const beforePage = async (page: number) => {
    if (page === 2 && failures-- > 0) throw busySource();
  };
  const source = testSource({ products: 30, beforePage });
  await expect(run(source)).rejects.toMatchObject({ code: "unavailable", retryable: true });
  const [row] = await runs();
  expect(row).toMatchObject({ status: "running" });
  expect(await run(source)).toMatchObject({ status: "completed", tallies: { created: 30 } });
  expect((await runs()).map(({ id }) => id)).toEqual([row?.id]);
});

test("given up after many attempts, the connection stays on its schedule and shows why", async () => {
  const source = testSource({ products: 1, check: () => Promise.reject(busySource()) });
  let outcome: Awaited<ReturnType<typeof run>> | undefined;
  for (let attempt = 0; attempt < 20 && !outcome; attempt += 1)
    outcome = await run(source).catch(() => undefined);
  expect(outcome).toMatchObject({ status: "failed", error: { code: "unavailable" } });
  expect(await status()).toEqual({ status: "connected", status_reason: "The shop does not answer." });
});

test("a second delivery finds the connection busy, ends quietly, and is looked at once more", async () => {
  const gate = Promise.withResolvers<void>();
  const reading = Promise.withResolvers<void>();
  const beforePage = () => {
    reading.resolve();
    return gate.promise;
  };
  const first = run(testSource({ products: 20, beforePage }));
  await reading.promise;
  const queue = idleQueue();
  const runId = (await runs())[0]?.id;
  expect(await run(testSource({ products: 20 }), { queue, runId })).toMatchObject({ status: "busy" });
  expect(queue.jobs).toEqual([
    {
      name: "sync-connection",
      key: `${runId} after busy`,
      delay: expect.any(Number),
      payload: expect.objectContaining({ runId, afterBusy: true }),
    },
  ]);
  // The lease lasts a minute: before it ends there is nothing to see.
  expect(queue.jobs[0]?.delay).toBeGreaterThan(30);
  await run(testSource({ products: 20 }), { queue, runId, afterBusy: true });
  expect(queue.jobs).toHaveLength(1);
  gate.resolve();
  expect(await first).toMatchObject({ status: "completed", tallies: { created: 20 } });
});

test("a stopping worker ends between chunks and gives the job back; another one completes it", async () => {
  const stopping = new AbortController();
  const beforePage = async (page: number) => {
    if (page === 2) stopping.abort(new Error("The worker is stopping."));
  };
  const stopped = run(testSource({ products: 50, beforePage }), { signal: stopping.signal });
  await expect(stopped).rejects.toMatchObject({ retryable: true });
  expect(await runs()).toMatchObject([{ status: "running" }]);
  expect(await health()).toEqual([]);
  const outcome = await run(testSource({ products: 50 }));
  expect(outcome).toMatchObject({ status: "completed", tallies: { read: 50, created: 50 } });
});

test("a failed run that is delivered again leaves its connection failed", async () => {
  const refused = new AppError({
    code: "forbidden",
    message: "The app was uninstalled.",
    hint: "Install it.",
  });
  await run(testSource({ products: 1, check: () => Promise.reject(refused) }));
  const [row] = await runs();
  const again = await run(testSource({ products: 1 }), { runId: row?.id });
  expect(again).toMatchObject({ status: "failed", endedBefore: true });
  expect(await status()).toEqual({ status: "error", status_reason: "The app was uninstalled." });
  expect(await health()).toHaveLength(1);
});

test("an older success that is delivered again does not hide a later failure", async () => {
  await run(testSource({ products: 1 }));
  const [first] = await runs();
  const refused = new AppError({ code: "unauthenticated", message: "The token was revoked.", hint: "Mend." });
  await run(testSource({ products: 1, check: () => Promise.reject(refused) }));
  await run(testSource({ products: 1 }), { runId: first?.id });
  expect(await status()).toEqual({ status: "error", status_reason: "The token was revoked." });
  expect(await health()).toHaveLength(2);
});

test("a listener that throws ends the attempt, and the connection is free at once", async () => {
  const show = () => {
    throw new Error("Nobody can be shown anything.");
  };
  await expect(run(testSource({ products: 25 }), { show })).rejects.toThrow("Nobody can be shown anything.");
  const { rowCount } = await client.query("select from connection_leases where connection_id = $1", [
    connectionId,
  ]);
  expect(rowCount).toBe(0);
  expect(await run(testSource({ products: 25 }))).toMatchObject({ status: "completed" });
});

type Options = Partial<{
  queue: ReturnType<typeof idleQueue>;
  runId: string;
  afterBusy: boolean;
  signal: AbortSignal;
  show: Parameters<typeof runSync>[0]["show"];
}>;

/** One delivery of the task, with the real engine and a source of the test's own. */
async function run(source: Connector, options: Options = {}) {
  const { queue = idleQueue(), show = () => {}, signal = new AbortController().signal, ...given } = options;
  const engine: Parameters<typeof runSync>[0]["engine"] = {
    start: (payload) => startRun(db, payload),
    sync: (job, stop, onAhead) => {
      const deps = { db, http, connector: () => source, secrets: async () => null, signal: stop };
      return syncConnection(onAhead ? { ...deps, onAhead } : deps, job);
    },
  };
  const payload = payloads["sync-connection"].parse({ brandId, connectionId, ...given });
  return await runSync({ context: { db, queue }, engine, show }, payload, signal);
}

function busySource(): AppError {
  return new AppError({ code: "unavailable", message: "The shop does not answer.", retryable: true });
}

interface RunRow {
  id: string;
  status: string;
  trigger: string;
  mode: string;
  total: number | null;
  ahead: { read: number; mapped: number; staged: number } | null;
}

async function runs() {
  const { rows } = await client.query<RunRow>("select * from sync_runs where brand_id = $1 order by seq", [
    brandId,
  ]);
  return rows;
}

async function health() {
  const { rows } = await client.query(
    "select ok, error from integration_health_checks where brand_id = $1 and connection_id = $2",
    [brandId, connectionId],
  );
  return rows;
}

async function status() {
  const { rows } = await client.query("select status, status_reason from brand_integrations where id = $1", [
    connectionId,
  ]);
  return rows[0];
}

test("a connection that is not the brand's is said to be none", async () => {
  connectionId = randomUUID();
  await expect(run(testSource({ products: 1 }))).rejects.toMatchObject({ code: "not_found" });
});
