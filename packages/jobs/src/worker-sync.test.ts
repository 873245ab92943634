import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { openWorkerDb } from "@v1/db";
import { type Connector, connect, connectors, createHttpClient } from "@v1/integrations";
import { parseKeyRing } from "@v1/integrations/credentials";
import { type DemoStore, startDemoStore } from "@v1/stack/demo-store";
import { createTestDatabase, type TestDatabase } from "@v1/stack/testing";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openQueue } from "./client.ts";
import { readEnv } from "./env.ts";
import { makeBrand } from "./testing/rows.ts";
import { runProcess } from "./testing/run-process.ts";
import { until } from "./testing/until.ts";

const PRODUCTS = 120;
const keys = `1:${randomBytes(32).toString("base64")}`;
let database: TestDatabase;
let client: Client;
let store: DemoStore;
let brandId: string;
let connectionId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  client = new Client({ connectionString: database.url });
  await client.connect();
  store = await startDemoStore({ products: PRODUCTS, seed: 7 });
  brandId = await makeBrand(client);
  connectionId = await connectStore();
});
afterAll(async () => {
  await client.end();
  await store.stop();
  await database.drop();
});

test("a worker killed in a sync of a shop: the next one completes the run, nothing twice, nothing lost", async () => {
  const env = {
    DATABASE_URL: database.url,
    CREDENTIALS_KEYS: keys,
    ALLOW_PRIVATE_ADDRESSES: "true",
    SYNC_LEASE_SECONDS: "2",
  };
  const startWorker = () => runProcess(join(import.meta.dirname, "worker.ts"), env);
  store.control({ action: "slow", pageDelayMs: 60_000 });
  const victim = startWorker();
  const queue = openQueue(readEnv(env));
  await queue.enqueue("sync-connection", { brandId, connectionId, mode: "full" });
  await queue.close();
  await until(async () => (await runs())[0]?.status === "running");
  victim.process.kill("SIGKILL");
  await victim.ended;

  store.control({ action: "slow", pageDelayMs: 0 });
  const heir = startWorker();
  try {
    await until(async () => (await runs())[0]?.status === "completed");
  } finally {
    heir.process.kill("SIGTERM");
    expect(await heir.ended).toEqual([0, null]);
  }
  expect(await runs()).toMatchObject([{ tallies: { read: PRODUCTS, created: PRODUCTS, failed: 0 } }]);
  const { rows } = await client.query("select count(*)::int as count from products where brand_id = $1", [
    brandId,
  ]);
  expect(rows).toEqual([{ count: PRODUCTS }]);
  const health = await client.query("select ok from integration_health_checks where brand_id = $1", [
    brandId,
  ]);
  expect(health.rows).toEqual([{ ok: true }]);
});

async function connectStore(): Promise<string> {
  await client.query(
    "insert into integrations (slug, name, kind) values ('shopify', 'Shopify', 'vendor') on conflict do nothing",
  );
  const db = openWorkerDb({ url: database.url });
  const http = createHttpClient({ allowPrivate: true });
  const deps = { db, http, ring: parseKeyRing(keys), connector: (): Connector => connectors.shopify };
  const connected = await connect(deps, {
    brandId,
    slug: "shopify",
    name: "Demo",
    config: { shop: store.url },
    secrets: { accessToken: store.token },
    userId: null,
  });
  await Promise.all([db.close(), http.close()]);
  return connected.connectionId;
}

async function runs() {
  const { rows } = await client.query<{ status: string; tallies: object }>(
    "select status, tallies from sync_runs where brand_id = $1 order by seq",
    [brandId],
  );
  return rows;
}
