import { randomUUID } from "node:crypto";
import { openWorkerDb, type WorkerDb } from "@v1/db";
import { previewTransfer, transferOwnership, undoRun } from "@v1/integrations/ownership";
import { createTestDatabase, type TestDatabase } from "@v1/stack/testing";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openQueue } from "./client.ts";
import { readEnv } from "./env.ts";
import type { JobQueue } from "./runtime/queue.ts";
import { connectorOf } from "./sync/connector-of.ts";
import { killedMidway } from "./testing/killed-midway.ts";
import { makeBrand, makeConnection } from "./testing/rows.ts";

/** More than any of the tasks does in one transaction: an undo does the most, and transfers are told to do less. */
const PRODUCTS = 2_600;
const TRANSFER_CHUNK = "1000";
const KEY = "product.description";

let database: TestDatabase;
let client: Client;
let db: WorkerDb;
let queue: JobQueue;
let env: { DATABASE_URL: string; TRANSFER_CHUNK: string };
let scope: { brandId: string; userId: string };
let connectionId: string;

/** As many products, of which a connection says another description than what stands there. */
beforeAll(async () => {
  database = await createTestDatabase();
  client = new Client({ connectionString: database.url });
  await client.connect();
  db = openWorkerDb({ url: database.url });
  env = { DATABASE_URL: database.url, TRANSFER_CHUNK };
  queue = openQueue(readEnv(env));
  scope = { brandId: await makeBrand(client), userId: randomUUID() };
  const { brandId, userId } = scope;
  await client.query("insert into users (id, email) values ($1, 'olive@example.com')", [userId]);
  await client.query("insert into users_on_brand (brand_id, user_id, role) values ($1, $2, 'owner')", [
    brandId,
    userId,
  ]);
  connectionId = await makeConnection(client, brandId);
  await client.query(
    "update integrations set slug = 'json-feed' where id = (select integration_id from brand_integrations where id = $1)",
    [connectionId],
  );
  await client.query(
    `with made as (
      insert into products (brand_id, name, product_identifier, upid, description)
      select $1, 'Shirt', n, gen_random_uuid(), 'old' from generate_series(1, ${PRODUCTS}) n returning id
    )
    insert into product_sources (brand_id, connection_id, external_id, product_id, observed)
    select $1, $2, lpad((row_number() over (order by id))::text, 6, '0'), id, '{"${KEY}": "new"}' from made`,
    [brandId, connectionId],
  );
  await client.query("analyze products, product_sources");
});
afterAll(async () => {
  await Promise.all([client.end(), db.close(), queue.close()]);
  await database.drop();
});

const deps = () => ({ db, queue, connector: connectorOf });

/** How many products have which description. */
async function descriptions(): Promise<Record<string, number>> {
  const { rows } = await client.query<{ value: string; count: number }>(
    "select description as value, count(*)::int as count from products where brand_id = $1 group by 1",
    [scope.brandId],
  );
  return Object.fromEntries(rows.map(({ value, count }) => [value, count]));
}

async function runOf(runId: string) {
  const { rows } = await client.query<{ status: string; tallies: { changes: number; read: number } }>(
    "select status, tallies from sync_runs where brand_id = $1 and id = $2",
    [scope.brandId, runId],
  );
  return rows[0];
}

/** A worker is killed at one product, in the middle of its transaction; another one goes on. */
function killedAt(id: string, work: { begun: () => Promise<boolean>; done: () => Promise<boolean> }) {
  return killedMidway({ env, product: { brandId: scope.brandId, id }, half: descriptions, ...work });
}

/** What a half of the work left: some products have one description, the rest the other. */
function halves(written: "old" | "new", left: "old" | "new") {
  return { [written]: expect.any(Number), [left]: expect.any(Number) };
}

/** Delivers the task once more, since its queue waits for a dead worker's heartbeat; true once its run is done. */
function delivered(task: "transfer-ownership" | "undo-run", runId: string) {
  return async () => {
    await queue.enqueue(task, { brandId: scope.brandId, runId }, { key: "again" });
    return (await runOf(runId))?.status === "completed";
  };
}

test("rule 9: a transfer goes on in another worker where its own was killed, and its undo as well", async () => {
  const preview = await previewTransfer(deps(), scope, { fields: [KEY], to: { connectionId } });
  expect(preview.total).toMatchObject({ change: PRODUCTS });
  const fields = preview.fields.map(({ key, version }) => ({ key, version }));
  const transfer = await transferOwnership(deps(), scope, { fields, to: { connectionId }, adopt: "now" });
  expect(transfer.status).toBe("queued");
  const transferId = transfer.runId ?? "";
  const { rows: lastOf } = await client.query<{ id: string }>(
    "select id from products where brand_id = $1 order by id desc limit 1",
    [scope.brandId],
  );
  const last = lastOf[0]?.id ?? "";
  const adopted = await killedAt(last, {
    begun: async () => ((await descriptions()).new ?? 0) > 0,
    done: delivered("transfer-ownership", transferId),
  });
  expect(adopted).toEqual(halves("new", "old"));
  expect(await descriptions()).toEqual({ new: PRODUCTS });
  expect((await runOf(transferId))?.tallies).toMatchObject({ read: PRODUCTS, changes: PRODUCTS });

  const { runId } = await undoRun(deps(), scope, { runId: transferId });
  const restored = await killedAt(last, {
    begun: async () => ((await descriptions()).old ?? 0) > 0,
    done: delivered("undo-run", runId),
  });
  expect(restored).toEqual(halves("old", "new"));
  expect(await descriptions()).toEqual({ old: PRODUCTS });
  expect((await runOf(runId))?.tallies).toMatchObject({ read: PRODUCTS, changes: PRODUCTS });
  const { rows } = await client.query(
    `select count(*)::int as count, count(distinct product_id)::int as products from sync_changes
     where brand_id = $1 and run_id = any($2)`,
    [scope.brandId, [transferId, runId]],
  );
  expect(rows).toEqual([{ count: 2 * PRODUCTS, products: PRODUCTS }]);
});

test("rule 8: pins whose time is over are lifted by another worker where one was killed, each once", async () => {
  const { brandId, userId } = scope;
  await client.query("delete from undone_values where brand_id = $1", [brandId]);
  await client.query(
    `insert into field_pins (brand_id, product_id, field_key, author_id, expires_at)
     select $1, p.id, '${KEY}', $2, now() - interval '1 hour' + make_interval(secs => row_number() over (order by p.id))
     from (select id from products where brand_id = $1 order by id limit 700) p`,
    [brandId, userId],
  );
  const { rows } = await client.query<{ product_id: string }>(
    "select product_id from field_pins where brand_id = $1 order by expires_at desc limit 1",
    [brandId],
  );
  const left = async () =>
    (await client.query("select from field_pins where brand_id = $1", [brandId])).rowCount;
  await queue.enqueue("lift-expired-pins", {});
  const half = await killedAt(rows[0]?.product_id ?? "", {
    begun: async () => ((await descriptions()).new ?? 0) > 0,
    // Its next tick is some minutes away.
    done: async () => {
      await queue.enqueue("lift-expired-pins", {}, { key: "again" });
      return (await left()) === 0;
    },
  });
  expect(half).toEqual({ new: 500, old: PRODUCTS - 500 });
  expect(await descriptions()).toEqual({ new: 700, old: PRODUCTS - 700 });
  const audits = await client.query(
    "select target->>'productId' as id from audit_log where brand_id = $1 and action = 'pin.expired'",
    [brandId],
  );
  expect(new Set(audits.rows.map(({ id }) => id)).size).toBe(700);
  expect(audits.rowCount).toBe(700);
});
