import { randomUUID } from "node:crypto";
import { openWorkerDb, type WorkerDb } from "@v1/db";
import { createHttpClient, startRun, syncConnection } from "@v1/integrations";
import { drivePublication, publishPassports } from "@v1/integrations/passports";
import { createTestDatabase, type TestDatabase } from "@v1/stack/testing";
import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openQueue } from "./client.ts";
import { readEnv } from "./env.ts";
import { payloads } from "./payloads.ts";
import type { JobQueue } from "./runtime/queue.ts";
import { resumePublications } from "./schedule/resume-publications.ts";
import { runSync } from "./sync/run-sync.ts";
import { idleQueue } from "./testing/idle-queue.ts";
import { killedMidway } from "./testing/killed-midway.ts";
import { makeBrand, makeConnection } from "./testing/rows.ts";
import { testSource } from "./testing/test-source.ts";

/** More than two chunks of the task. */
const PRODUCTS = 450;

let database: TestDatabase;
let client: Client;
let db: WorkerDb;
let queue: JobQueue;
let scope: { brandId: string; userId: string };

beforeAll(async () => {
  database = await createTestDatabase();
  client = new Client({ connectionString: database.url });
  await client.connect();
  db = openWorkerDb({ url: database.url });
  queue = openQueue(readEnv({ DATABASE_URL: database.url }));
});
beforeEach(async () => {
  scope = { brandId: await makeBrand(client), userId: randomUUID() };
  await client.query("insert into users (id, email) values ($1, 'olive@example.com')", [scope.userId]);
  await client.query("insert into users_on_brand (brand_id, user_id, role) values ($1, $2, 'owner')", [
    scope.brandId,
    scope.userId,
  ]);
});
afterAll(async () => {
  await Promise.all([client.end(), db.close(), queue.close()]);
  await database.drop();
});

async function one<T>(text: string): Promise<T | undefined> {
  const { rows } = await client.query<{ value: T }>(`select (${text}) as value`, [scope.brandId]);
  return rows[0]?.value;
}
const versions = () => one<number>("select count(*)::int from passport_versions where brand_id = $1");

test("rule 17: a publishing worker is killed; another one goes on, each product has one version", async () => {
  const { rows } = await client.query<{ id: string }>(
    `insert into products (brand_id, name, product_identifier, upid)
     select $1, 'Shirt', n, gen_random_uuid() from generate_series(1, ${PRODUCTS}) n returning id`,
    [scope.brandId],
  );
  const productIds = rows.map(({ id }) => id).sort();
  const made = await publishPassports({ db, queue }, scope, { kind: "products", productIds });
  expect(made.publication).toMatchObject({ status: "queued", total: PRODUCTS });
  const status = "select status from passport_publications where brand_id = $1";
  const half = await killedMidway({
    env: { DATABASE_URL: database.url },
    product: { brandId: scope.brandId, id: productIds.at(-1) ?? "" },
    begun: async () => (await versions()) === 400,
    half: versions,
    done: async () => (await one(status)) === "completed",
  });
  expect(half).toBe(400);
  expect(await versions()).toBe(PRODUCTS);
  expect(await one("select max(version) from passport_versions where brand_id = $1")).toBe(1);
  expect(
    await one("select array[published, unchanged, skipped] from passport_publications where brand_id = $1"),
  ).toEqual([PRODUCTS, 0, 0]);
  expect(
    await one(
      "select count(*)::int from products where brand_id = $1 and status = 'published' and not has_pending_changes",
    ),
  ).toBe(PRODUCTS);
});

test("rule 17: a publication whose job got lost is offered again, one that moves is not", async () => {
  const ids = Array.from({ length: 60 }, () => randomUUID());
  const lost = idleQueue();
  const start = () => publishPassports({ db, queue: lost }, scope, { kind: "products", productIds: ids });
  const [{ publication }] = [await start(), await start()];
  await client.query(
    "update passport_publications set updated_at = now() - interval '5 minutes' where id = $1",
    [publication?.id],
  );
  const found = idleQueue();
  expect(await resumePublications({ db, queue: found })).toBe(1);
  const payload = { brandId: scope.brandId, publicationId: publication?.id ?? "" };
  expect(found.jobs).toEqual([{ name: "publish-passports", payload, key: publication?.id }]);
  expect(await drivePublication({ db }, payload)).toMatchObject({ status: "completed", skipped: 60 });
  expect(await resumePublications({ db, queue: found })).toBe(0);
});

test.each([
  [true, 1],
  [false, 0],
])("rule 17: after a sync the brand publishes by itself where it chose so: %s", async (chosen, started) => {
  const { brandId } = scope;
  const connectionId = await makeConnection(client, brandId, { watermark: null });
  await client.query(
    "insert into field_owners (brand_id, field_key, owner_kind, connection_id) values ($1, 'product.name', 'connection', $2)",
    [brandId, connectionId],
  );
  await client.query("insert into passport_settings (brand_id, publish_after_sync) values ($1, $2)", [
    brandId,
    chosen,
  ]);
  await sync(connectionId);
  expect(await one("select count(*)::int from passport_publications where brand_id = $1")).toBe(0);
  await client.query("update products set status = 'published', name = 'Other' where brand_id = $1", [
    brandId,
  ]);
  await client.query("delete from product_source_states where brand_id = $1", [brandId]);
  const { outcome, jobs } = await sync(connectionId);
  expect(outcome).toMatchObject({ status: "completed", tallies: { updated: 3 } });
  expect(jobs.filter(({ name }) => name === "publish-passports")).toHaveLength(started);
  const made =
    "select count(*)::int from passport_publications where brand_id = $1 and kind = 'run' and started_by is null and total = 3";
  expect(await one(made)).toBe(started);
});

async function sync(connectionId: string) {
  const http = createHttpClient();
  const own = idleQueue();
  const source = testSource({ products: 3 });
  const payload = payloads["sync-connection"].parse({ brandId: scope.brandId, connectionId, mode: "full" });
  const engine: Parameters<typeof runSync>[0]["engine"] = {
    start: (asked) => startRun(db, asked),
    sync: (job, signal) =>
      syncConnection({ db, http, connector: () => source, secrets: async () => null, signal }, job),
  };
  const deps = { context: { db, queue: own }, engine, show: () => {} };
  const outcome = await runSync(deps, payload, new AbortController().signal);
  await http.close();
  return { outcome, jobs: own.jobs };
}
