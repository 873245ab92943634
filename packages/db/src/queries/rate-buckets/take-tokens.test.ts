import { createTestDatabase, type TestDatabase } from "@v1/stack/testing";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openWorkerDb, type WorkerDb } from "../../client.ts";
import { type TokenBucket, takeTokens } from "./take-tokens.ts";

const HOUR: TokenBucket = { name: "hour", capacity: 30, perSecond: 0.01 };
const MINUTE: TokenBucket = { name: "minute", capacity: 10, perSecond: 0.1 };

let database: TestDatabase;
let workers: WorkerDb[];
let scope: { brandId: string; connectionId: string };

beforeAll(async () => {
  database = await createTestDatabase();
  workers = [1, 2, 3].map(() => openWorkerDb({ url: database.url, max: 3 }));
});
beforeEach(async () => {
  scope = await makeConnection();
});
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.close()));
  await database.drop();
});

const pool = (at = 0) => (workers[at % workers.length] as WorkerDb).pool;

test("what a bucket holds is given at once, and then one place in the queue to each", async () => {
  const waits: number[] = [];
  for (let i = 0; i < 13; i += 1) {
    waits.push(await takeTokens(pool(i), { ...scope, buckets: [MINUTE] }));
  }
  expect(waits.slice(0, 10)).toEqual(Array(10).fill(0));
  // Less what came back meanwhile: every tenth of a second a hundredth of a token.
  expect(waits.slice(10).map((wait) => Math.ceil(wait / 10))).toEqual([1, 2, 3]);
});

test("nested buckets are taken from together, and the slower one decides", async () => {
  const waits: number[] = [];
  for (let i = 0; i < 32; i += 1) {
    waits.push(await takeTokens(pool(), { ...scope, buckets: [MINUTE, HOUR] }));
  }
  expect(waits[9]).toBe(0);
  expect(Math.ceil((waits[29] ?? 0) / 10)).toBe(20);
  expect(Math.ceil((waits[31] ?? 0) / 100)).toBe(3);
  const { rows } = await pool().query("select bucket from rate_buckets where brand_id = $1", [scope.brandId]);
  expect(rows.map(({ bucket }) => bucket).sort()).toEqual(["hour", "minute"]);
});

test("no place is given twice, however many workers take at once", async () => {
  const waits = await Promise.all(
    Array.from({ length: 60 }, (_, at) =>
      // In another order of names each time, which must not lock the workers against each other.
      takeTokens(pool(at), { ...scope, buckets: at % 2 === 0 ? [MINUTE, HOUR] : [HOUR, MINUTE] }),
    ),
  );
  expect(waits.filter((wait) => wait === 0)).toHaveLength(10);
  const places = waits.filter((wait) => wait > 0).sort((a, b) => a - b);
  // Up to the hour's 30 a place every ten seconds, from then on every hundred.
  expect(places.map((wait) => Math.ceil(wait / 10)).slice(0, 20)).toEqual(
    Array.from({ length: 20 }, (_, at) => at + 1),
  );
  expect(Math.ceil((places.at(-1) ?? 0) / 100)).toBe(30);
});

test("what was given back is there for the next, and a bucket is never more than full", async () => {
  const buckets = [MINUTE];
  for (let i = 0; i < 10; i += 1) await takeTokens(pool(), { ...scope, buckets });
  await takeTokens(pool(), { ...scope, buckets, tokens: -1 });
  expect(await takeTokens(pool(), { ...scope, buckets })).toBe(0);
  await pool().query(
    "update rate_buckets set updated_at = now() - interval '1 day', tokens = -50 where brand_id = $1",
    [scope.brandId],
  );
  await takeTokens(pool(), { ...scope, buckets });
  const { rows } = await pool().query("select tokens from rate_buckets where brand_id = $1", [scope.brandId]);
  expect(rows).toEqual([{ tokens: 9 }]);
});

async function makeConnection() {
  const { rows } = await pool().query<{ brandId: string; connectionId: string }>(
    `with b as (insert into brands (name) values ('Test') returning id),
    i as (insert into integrations (slug, name, kind) values (gen_random_uuid()::text, 'T', 'custom') returning id)
    insert into brand_integrations (brand_id, integration_id, name) select b.id, i.id, 'T' from b, i
    returning brand_id as "brandId", id as "connectionId"`,
  );
  const [row] = rows;
  if (!row) throw new Error("The connection was not written.");
  return row;
}
