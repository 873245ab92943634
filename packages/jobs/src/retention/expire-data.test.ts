import { randomUUID } from "node:crypto";
import { openWorkerDb, type WorkerDb } from "@v1/db";
import { createTestDatabase, type TestDatabase } from "@v1/stack/testing";
import { Client } from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeBrand, makeConnection, makeProduct, makeRun } from "../testing/rows.ts";
import { expireData } from "./expire-data.ts";

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

test("history goes after its days, to the row, and over many pages", async () => {
  const { brandId, connectionId, runId } = await endedRun();
  const productId = await makeProduct(client, brandId);
  for (const [days, count] of [
    [181, 30_000],
    [179, 50],
  ]) {
    await client.query(
      `insert into sync_changes (brand_id, run_id, product_id, field_key, after, created_at)
      select $1, $2, $3, $4 || n, to_jsonb(repeat('x', 300)), now() - make_interval(days => $4::int)
      from generate_series(1, $5) n`,
      [brandId, runId, productId, days, count],
    );
    await client.query(
      `insert into sync_errors (brand_id, run_id, connection_id, code, message, hint, created_at)
      values ($1, $2, $3, 'invalid_value', 'm', 'h', now() - make_interval(days => $4))`,
      [brandId, runId, connectionId, days],
    );
  }
  const tallies = await expireData(db, { days: 180 });
  expect(tallies).toMatchObject({ sync_changes: 30_000, sync_errors: 1 });
  expect(await count("sync_changes")).toBe(50);
  expect(await count("sync_errors")).toBe(1);
  expect(await expireData(db, { days: 180 })).toMatchObject({ sync_changes: 0, sync_errors: 0 });
});

test("what a run needed only while it ran goes when it has ended, and not before", async () => {
  const ended = await endedRun();
  const active = await endedRun("running");
  for (const [run, rows] of [
    [ended, 12_000],
    [active, 10],
  ] as const) {
    await client.query(
      "insert into run_seen (brand_id, run_id, external_id) select $1, $2, n::text from generate_series(1, $3) n",
      [run.brandId, run.runId, rows],
    );
  }
  const token = randomUUID();
  await client.query(
    `insert into connection_leases (brand_id, connection_id, run_id, token, expires_at)
    values ($1, $2, $3, $4, now() + interval '1 minute')`,
    [active.brandId, active.connectionId, active.runId, token],
  );
  for (const attempt of [randomUUID(), token, randomUUID()]) await stage(active.brandId, attempt);
  const tallies = await expireData(db, { days: 180 });
  expect(tallies).toMatchObject({ run_seen: 12_000, staging_products: 2, staging_product_variants: 2 });
  const left = await client.query("select distinct run_id from run_seen");
  expect(left.rows).toEqual([{ run_id: active.runId }]);
  for (const table of ["staging_products", "staging_product_variants"]) {
    const { rows } = await client.query(`select batch_id from ${table}`);
    expect(rows).toEqual([{ batch_id: token }]);
  }
});

test("logs lose their old months and have their coming ones", async () => {
  await client.query(`create table partitions.integration_events_2020_01
    partition of integration_events for values from ('2020-01-01') to ('2020-02-01')`);
  await client.query(`drop table partitions.integration_events_${month(2)}`);
  const tallies = await expireData(db, { days: 180 });
  expect(tallies).toMatchObject({ partitionsDropped: 1, partitionsMade: 1 });
  const { rows } = await client.query(
    "select relname from pg_class where relname like 'integration_events_2%'",
  );
  const names = rows.map((row) => row.relname);
  expect(names).not.toContain("integration_events_2020_01");
  expect(names).toContain(`integration_events_${month(2)}`);
});

test("deliveries and sign-in states go sooner", async () => {
  const { brandId, connectionId } = await endedRun();
  for (const days of [31, 29]) {
    await client.query(
      `insert into webhook_deliveries (brand_id, connection_id, provider_delivery_id, created_at)
      values ($1, $2, $3, now() - make_interval(days => $4))`,
      [brandId, connectionId, randomUUID(), days],
    );
  }
  for (const hours of [25, 23]) {
    await client.query(
      `insert into oauth_states (brand_id, connection_id, state_hash, expires_at)
      values ($1, $2, sha256($3::text::bytea), now() - make_interval(hours => $4))`,
      [brandId, connectionId, randomUUID(), hours],
    );
  }
  expect(await expireData(db, { days: 180 })).toMatchObject({ webhook_deliveries: 1, oauth_states: 1 });
});

test("publications go after the history's days once they have ended, and what is under way stays", async () => {
  const { brandId } = await endedRun();
  for (const [status, days] of [
    ["completed", 181],
    ["failed", 181],
    ["cancelled", 179],
    ["running", null],
  ] as const) {
    await client.query(
      `insert into passport_publications (brand_id, kind, status, total, created_at, finished_at)
      values ($1, 'pending', $2, 1, now() - interval '200 days', now() - make_interval(days => $3::int))`,
      [brandId, status, days],
    );
  }
  expect(await expireData(db, { days: 180 })).toMatchObject({ passport_publications: 2 });
  const { rows } = await client.query("select status from passport_publications order by status");
  expect(rows.map(({ status }) => status)).toEqual(["cancelled", "running"]);
});

test("a stopping worker ends it between two statements", async () => {
  const stopping = AbortSignal.abort(new Error("The worker is stopping."));
  const { brandId } = await endedRun();
  await stage(brandId, randomUUID());
  await expect(expireData(db, { days: 180, signal: stopping })).rejects.toThrow("stopping");
});

async function endedRun(status = "completed") {
  const brandId = await makeBrand(client);
  const connectionId = await makeConnection(client, brandId);
  return { brandId, connectionId, runId: await makeRun(client, { brandId, connectionId, status }) };
}

async function stage(brandId: string, batchId: string): Promise<void> {
  await fill("staging_products", brandId, batchId);
  await fill("staging_product_variants", brandId, batchId);
}

/** One row with something in each column that must have a value, from the database's own catalog. */
async function fill(table: string, brandId: string, batchId: string): Promise<void> {
  const { rows } = await client.query<{ name: string; type: string }>(
    `select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
    where attrelid = $1::regclass and attnum > 0 and attnotnull and attname not in ('brand_id', 'batch_id')`,
    [table],
  );
  const samples: Record<string, string> = {
    uuid: "gen_random_uuid()",
    jsonb: "'{}'",
    boolean: "true",
    text: "gen_random_uuid()::text",
  };
  await client.query(
    `insert into ${table} (brand_id, batch_id, ${rows.map((row) => row.name).join(", ")})
    values ($1, $2, ${rows.map((row) => samples[row.type] ?? "1").join(", ")})`,
    [brandId, batchId],
  );
}

async function count(table: string): Promise<number> {
  const { rows } = await client.query<{ count: number }>(`select count(*)::int from ${table}`);
  return rows[0]?.count ?? 0;
}

function month(ahead: number): string {
  const today = new Date();
  const date = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + ahead, 1));
  return date.toISOString().slice(0, 7).replace("-", "_");
}
