import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { lifecycleHooks, resourceCatalog, type TaskRunExecution } from "@trigger.dev/core/v3";
import { TriggerTracer } from "@trigger.dev/core/v3/tracer";
import {
  ConsoleInterceptor,
  StandardLifecycleHooksManager,
  TaskExecutor,
  TracingSDK,
} from "@trigger.dev/core/v3/workers";
import { createTestDatabase, type TestDatabase } from "@v1/stack/testing";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { closeQueue } from "../client.ts";
import { closeContext } from "../context.ts";
import { payloads } from "../payloads.ts";
import { makeBrand } from "../testing/rows.ts";
import { loadTaskDefinitions } from "./definitions.ts";
import { localContext } from "./local-context.ts";
import { triggerQueue } from "./trigger.ts";

let database: TestDatabase;
let client: Client;

beforeAll(async () => {
  // Before the first task file is imported, as Trigger.dev's own workers do it.
  lifecycleHooks.setGlobalLifecycleHooksManager(new StandardLifecycleHooksManager());
  database = await createTestDatabase();
  client = new Client({ connectionString: database.url });
  await client.connect();
  process.env.DATABASE_URL = database.url;
});
afterAll(async () => {
  await closeContext();
  await closeQueue();
  await client.end();
  await database.drop();
});

test("Trigger.dev's own catalog finds every task, with its schema, schedule, retries and concurrency", async () => {
  const definitions = await loadTaskDefinitions();
  const manifests = resourceCatalog.listTaskManifests();
  expect(manifests.map(({ id }) => id).sort()).toEqual(Object.keys(payloads).sort());
  expect(resourceCatalog.listTaskIdCollisions()).toEqual([]);
  for (const { id, cron, concurrency, retry } of definitions) {
    const manifest = manifests.find((task) => task.id === id);
    expect(manifest?.filePath).toBe(`src/tasks/${id}.ts`);
    expect(manifest?.schedule?.cron).toBe(cron?.pattern);
    expect(manifest?.concurrency?.inline ?? {}).toEqual(concurrency);
    expect(manifest?.retry?.maxAttempts).toBe(retry.maxAttempts);
    if (cron === null) expect(resourceCatalog.getTaskSchema(id)).toBe(payloads[id]);
    else expect(manifest?.triggerSource).toBe("schedule");
  }
  expect(definitions.filter(({ cron }) => cron).map(({ id, cron }) => [id, cron?.pattern])).toEqual([
    ["schedule-syncs", "* * * * *"],
    ["lift-expired-pins", "*/5 * * * *"],
    ["expire-data", "30 2 * * *"],
  ]);
});

test("Trigger.dev's executor runs a task with a parsed payload", async () => {
  const brandId = await makeBrand(client, { deleted: true });
  const result = await execute("erase-brand", { brandId });
  expect(result).toMatchObject({ ok: true });
  expect(await client.query("select from brands where id = $1", [brandId])).toMatchObject({ rowCount: 0 });
  const { rows } = await client.query("select kind from erasure_receipts where brand_id = $1", [brandId]);
  // The default of the schema: the payload went through it.
  expect(rows).toEqual([{ kind: "brand_deletion" }]);
});

test("there too a failure that trying again cannot mend is not tried again, and another one is", async () => {
  const brandId = await makeBrand(client);
  expect(await execute("erase-brand", { brandId })).toMatchObject({ ok: false, skippedRetrying: true });
  await client.query("update brands set deleted_at = now() where id = $1", [brandId]);
  await client.query("alter table erasure_receipts rename to hidden");
  const result = await execute("erase-brand", { brandId });
  await client.query("alter table hidden rename to erasure_receipts");
  expect(result).toMatchObject({ ok: false, skippedRetrying: false, retry: { delay: expect.any(Number) } });
});

test("a payload that is not the task's is refused", async () => {
  const result = await execute("erase-brand", { brandId: "nobody" });
  expect(result).toMatchObject({ ok: false, error: { code: "TASK_INPUT_ERROR" } });
});

test("the client asks Trigger.dev for a run with its key, delay, brand and tags", async () => {
  await using api = await recordingApi();
  const queue = triggerQueue({ secretKey: "tr_dev_secret", baseURL: api.url });
  const payload = { brandId: randomUUID(), connectionId: randomUUID() };
  const before = Date.now();
  expect(await queue.enqueue("sync-connection", payload, { key: "one", delay: 60 })).toEqual({ id: "run_1" });
  const [{ path, authorization, body } = fail()] = api.requests;
  expect([path, authorization]).toEqual(["/api/v1/tasks/sync-connection/trigger", "Bearer tr_dev_secret"]);
  expect(JSON.parse(body.payload).json).toMatchObject({ ...payload, mode: "auto" });
  expect(body.options).toMatchObject({
    concurrencyKey: payload.brandId,
    idempotencyKeyTTL: "10m",
    tags: [`brand:${payload.brandId}`, `connection:${payload.connectionId}`],
  });
  expect(Date.parse(body.options.delay ?? "")).toBeGreaterThanOrEqual(before + 60_000);
  await queue.enqueue("sync-connection", payload, { key: "one" });
  await queue.enqueue("sync-connection", payload, { key: "two" });
  const keys = api.requests.map((request) => request.body.options.idempotencyKey);
  expect(keys[1]).toBe(keys[0]);
  expect(keys[2]).not.toBe(keys[0]);
});

function fail(): never {
  throw new Error("Nothing was asked for.");
}

/** One attempt, as a worker of Trigger.dev makes it. */
async function execute(id: keyof typeof payloads, payload: unknown) {
  const definition = (await loadTaskDefinitions()).find((task) => task.id === id);
  const task = resourceCatalog.getTask(id);
  if (!task || !definition) throw new Error(`There is no task ${id}.`);
  const tracingSDK = new TracingSDK({ url: "http://127.0.0.1:9", forceFlushTimeoutMillis: 1 });
  const executor = new TaskExecutor(task, {
    tracingSDK,
    tracer: new TriggerTracer({ name: "test", version: "0" }),
    consoleInterceptor: new ConsoleInterceptor(tracingSDK.getLogger("test"), true, true),
    retries: { enabledInDev: true },
  });
  const now = new Date();
  const ctx = localContext(definition, { id: "run_1", attempt: 1, createdAt: now, startedAt: now });
  const execution: TaskRunExecution = {
    ...ctx,
    run: {
      ...ctx.run,
      payload: JSON.stringify(payload),
      payloadType: "application/json",
      durationMs: 0,
      costInCents: 0,
    },
  };
  const { result } = await executor.execute(execution, ctx, new AbortController().signal);
  return result;
}

const asked = z.object({
  payload: z.string(),
  options: z.object({
    concurrencyKey: z.string(),
    idempotencyKey: z.string(),
    idempotencyKeyTTL: z.string(),
    tags: z.array(z.string()),
    delay: z.string().optional(),
  }),
});

interface Recorded {
  path: string | undefined;
  authorization: string | undefined;
  body: z.output<typeof asked>;
}

/** Speaks Trigger.dev's API as far as starting a run goes, and remembers what it was asked. */
async function recordingApi(): Promise<{ url: string; requests: Recorded[] } & AsyncDisposable> {
  const requests: Recorded[] = [];
  const server: Server = createServer(async (request: IncomingMessage, response) => {
    const body = asked.parse(await json(request));
    requests.push({ path: request.url, authorization: request.headers.authorization, body });
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ id: `run_${requests.length}` }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
