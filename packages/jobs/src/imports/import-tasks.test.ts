import { randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openWorkerDb, type WorkerDb } from "@v1/db";
import { folderFileStore } from "@v1/integrations/files";
import {
  commitImport,
  getImport,
  type ImportDeps,
  type ImportScope,
  setMapping,
  startImport,
  validateImport,
} from "@v1/integrations/imports";
import { createTestDatabase, type TestDatabase } from "@v1/stack/testing";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeQueue, useQueue } from "../client.ts";
import { closeContext } from "../context.ts";
import type { TaskName } from "../payloads.ts";
import { loadTaskDefinitions } from "../runtime/definitions.ts";
import { localContext } from "../runtime/local-context.ts";
import { type IdleQueue, idleQueue } from "../testing/idle-queue.ts";
import { makeBrand } from "../testing/rows.ts";

let database: TestDatabase;
let client: Client;
let db: WorkerDb;
let folder: string;
let queue: IdleQueue;
let deps: ImportDeps;

beforeAll(async () => {
  database = await createTestDatabase();
  folder = mkdtempSync(join(tmpdir(), "import-tasks-"));
  process.env.DATABASE_URL = database.url;
  process.env.FILES_DIR = folder;
  process.env.CREDENTIALS_KEYS = `1:${randomBytes(32).toString("base64")}`;
  queue = idleQueue();
  useQueue(queue);
  client = new Client({ connectionString: database.url });
  await client.connect();
  await client.query(
    `insert into integrations (slug, name, kind) values ('spreadsheet', 'Spreadsheet', 'custom') on conflict do nothing`,
  );
  db = openWorkerDb({ url: database.url });
  deps = { db, files: folderFileStore(folder), queue };
});
afterAll(async () => {
  await closeContext();
  await closeQueue();
  await Promise.all([client.end(), db.close()]);
  await database.drop();
  rmSync(folder, { recursive: true });
});

test("the tasks that the verbs ask for validate and commit a file", async () => {
  const { scope, importId } = await uploaded(30);
  await validateImport(deps, scope, { importId });
  expect(queue.jobs.at(-1)).toMatchObject({ name: "validate-import", payload: { importId } });
  expect(await perform("validate-import", queue.jobs.at(-1)?.payload)).toEqual({ status: "validated" });
  await commitImport(deps, scope, { importId });
  expect(queue.jobs.at(-1)).toMatchObject({ name: "commit-import", payload: { importId } });
  expect(await perform("commit-import", queue.jobs.at(-1)?.payload)).toMatchObject({ status: "completed" });
  expect(await getImport(deps, scope, importId)).toMatchObject({
    status: "COMPLETED",
    tallies: { created: 30 },
    finishedAt: expect.any(Date),
  });
});

test("delivered again, they do nothing twice", async () => {
  const { scope, importId } = await uploaded(20);
  await validateImport(deps, scope, { importId });
  const payload = { brandId: scope.brandId, importId };
  const both = await Promise.allSettled([
    perform("validate-import", payload),
    perform("validate-import", payload),
  ]);
  expect(both).toContainEqual({ status: "fulfilled", value: { status: "validated" } });
  expect(await perform("validate-import", payload)).toEqual({ status: "superseded" });
  await commitImport(deps, scope, { importId });
  await perform("commit-import", payload);
  expect(await perform("commit-import", payload)).toMatchObject({ status: "completed", endedBefore: true });
  const { rows } = await client.query("select 1 from products where brand_id = $1", [scope.brandId]);
  expect(rows).toHaveLength(20);
});

test("a commit whose job was lost is driven to its end like any run that got stuck", async () => {
  const { scope, importId } = await uploaded(10);
  await validateImport(deps, scope, { importId });
  await perform("validate-import", { brandId: scope.brandId, importId });
  const { runId, connectionId } = await commitImport(deps, scope, { importId });
  const payload = { brandId: scope.brandId, connectionId, runId };
  expect(await perform("sync-connection", payload)).toMatchObject({ status: "completed" });
  expect(await getImport(deps, scope, importId)).toMatchObject({
    status: "COMPLETED",
    tallies: { created: 10 },
  });
});

test("a file that cannot be read fails its import, not its task", async () => {
  const { scope, importId } = await uploaded(0);
  await validateImport(deps, scope, { importId });
  expect(await perform("validate-import", { brandId: scope.brandId, importId })).toEqual({
    status: "failed",
  });
  expect(await getImport(deps, scope, importId)).toMatchObject({
    status: "FAILED",
    error: { code: "bad_request" },
  });
});

test("a sync of the connection without a file says where its products come from", async () => {
  const { scope, importId } = await uploaded(1);
  const { connectionId } = await getImport(deps, scope, importId);
  const outcome = await perform("sync-connection", { brandId: scope.brandId, connectionId });
  expect(outcome).toMatchObject({
    status: "failed",
    error: { code: "conflict", hint: expect.stringContaining("Import a file") },
  });
  const { rows } = await client.query("select status from brand_integrations where id = $1", [connectionId]);
  expect(rows).toEqual([{ status: "connected" }]);
});

async function uploaded(products: number): Promise<{ scope: ImportScope; importId: string }> {
  const scope = { brandId: await makeBrand(client), userId: null };
  const rows = Array.from({ length: products }, (_, at) => `S${at},Shirt ${at},S${at}-M\n`);
  const job = await startImport(deps, scope, {
    filename: "a.csv",
    body: bytes(`Style,Name,SKU\n${rows.join("")}`),
  });
  await setMapping(deps, scope, { importId: job.id, mapping: job.mapping });
  return { scope, importId: job.id };
}

/** One delivery, through the task's own definition. */
async function perform(name: TaskName, data: unknown): Promise<unknown> {
  const task = (await loadTaskDefinitions()).find(({ id }) => id === name);
  if (!task) throw new Error(`There is no task ${name}.`);
  const now = new Date();
  const ctx = localContext(task, { id: randomUUID(), attempt: 1, createdAt: now, startedAt: now });
  return await task.run(await task.parse(data), { ctx, signal: new AbortController().signal });
}

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
