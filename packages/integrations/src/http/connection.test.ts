import { randomUUID } from "node:crypto";
import type { RequestListener } from "node:http";
import { openWorkerDb, type WorkerDb } from "@v1/db";
import { createTestDatabase, type TestDatabase } from "@v1/stack/testing";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createHttpClient, type HttpClientOptions } from "./client.ts";
import { bucketsOf, postgresRates } from "./rates.ts";
import { startSite } from "./testing/site.ts";

let database: TestDatabase;
let db: WorkerDb;
const stops: (() => unknown)[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  db = openWorkerDb({ url: database.url });
});
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

async function site(listener: RequestListener) {
  const started = await startSite(listener);
  stops.push(started.stop);
  return started;
}

function client(options: HttpClientOptions = {}) {
  const made = createHttpClient({ allowPrivate: true, retryMs: 1, ...options });
  stops.push(() => made.close());
  return made;
}

const anyScope = () => ({ brandId: randomUUID(), connectionId: randomUUID() });
const unlimited = () => ({ scope: anyScope(), limits: [], secrets: null });

describe("rate limits", () => {
  it("are shared by all clients of a connection, and the waiting is told", async () => {
    const { url, requests } = await site((_, response) => void response.end("yes"));
    const scope = await makeConnection();
    const limits = [{ requests: 20, perSeconds: 1, atOnce: 4 }];
    const clients = [1, 2].map(() =>
      client({ rates: postgresRates(db.pool) }).forConnection({ scope, limits, secrets: null }),
    );
    await Promise.all(Array.from({ length: 10 }, (_, at) => clients[at % 2]?.request(url)));
    expect(requests).toHaveLength(10);
    const waited = clients.reduce((sum, { waitedMs }) => sum + waitedMs, 0);
    // Six of ten wait for 1/17, 2/17, … 6/17 of a second; the time that passes meanwhile counts.
    expect(waited).toBeGreaterThan(300);
    const other = client({ rates: postgresRates(db.pool) }).forConnection({
      scope: await makeConnection(),
      limits,
      secrets: null,
    });
    await other.request(url);
    expect(other.waitedMs).toBe(0);
  });

  it("keep within the limit over any stretch of its length", () => {
    for (const limit of [
      { requests: 120, perSeconds: 60 },
      { requests: 300, perSeconds: 3_600 },
      { requests: 1, perSeconds: 1 },
      { requests: 2, perSeconds: 1 },
      { requests: 500, perSeconds: 60, atOnce: 500 },
    ]) {
      const [bucket] = bucketsOf([limit]);
      if (!bucket) throw new Error("There is no bucket.");
      expect(bucket.capacity + Math.ceil(bucket.perSecond * limit.perSeconds) - 1).toBeLessThanOrEqual(
        limit.requests,
      );
      expect(bucket.perSecond).toBeGreaterThan(0);
    }
  });

  it("who is told to stop while waiting gives the turn back", async () => {
    const { url, requests } = await site((_, response) => void response.end());
    const scope = await makeConnection();
    const connection = client({ rates: postgresRates(db.pool) }).forConnection({
      scope,
      limits: [{ requests: 2, perSeconds: 1_000, atOnce: 1 }],
      secrets: null,
    });
    await connection.request(url);
    const stop = new AbortController();
    const waiting = connection.request(url, { signal: stop.signal });
    await expect.poll(tokens).toBeLessThan(-0.9);
    stop.abort();
    await expect(waiting).rejects.toMatchObject({ name: "AbortError" });
    await expect.poll(tokens).toBeGreaterThan(-0.1);
    expect(requests).toHaveLength(1);

    async function tokens() {
      const { rows } = await db.pool.query("select tokens from rate_buckets where brand_id = $1", [
        scope.brandId,
      ]);
      return rows[0]?.tokens;
    }
  });
});

it("retries wait for random times within a bound that doubles, so that callers part ways", async () => {
  const { url } = await site((_, response) => void response.writeHead(503).end());
  const callers = Array.from({ length: 6 }, () =>
    client({ retryMs: 8, retries: 3 }).forConnection({ ...unlimited(), scope: null }),
  );
  await Promise.all(callers.map((caller) => caller.request(url)));
  const waits = callers.map(({ waitedMs }) => waitedMs);
  expect(new Set(waits).size).toBe(callers.length);
  for (const wait of waits) expect([wait, wait > 0, wait < 8 + 16 + 32]).toEqual([wait, true, true]);
});

describe("circuit breaker", () => {
  it("leaves a system that is down alone, asks it again later, and stops no other connection", async () => {
    let status = 503;
    const { url, requests } = await site((_, response) => void response.writeHead(status).end());
    const process = client({ retries: 1, breakAfter: 4, breakMs: 200 });
    const connection = process.forConnection(unlimited());
    expect((await connection.request(url)).status).toBe(503);
    expect((await connection.request(url)).status).toBe(503);
    await expect(connection.request(url)).rejects.toMatchObject({
      code: "unavailable",
      retryable: true,
      message: expect.stringContaining("last 4"),
      hint: expect.stringContaining("0.2 seconds"),
    });
    expect(requests).toHaveLength(4);
    await process.forConnection(unlimited()).request(url);
    expect(requests).toHaveLength(6);
    status = 200;
    const answers = async () => (await connection.request(url).catch(() => null))?.status;
    await expect.poll(answers).toBe(200);
  });

  it("is shared by all clients of a connection, and is not moved by 429 and 4xx", async () => {
    const statuses = [429, 404, 429, 401, 429, 500];
    const { url } = await site((_, response) => void response.writeHead(statuses.shift() ?? 200).end());
    const process = client({ retries: 0, breakAfter: 2, breakMs: 60_000 });
    const traits = unlimited();
    const told: number[] = [];
    for (let i = 0; i < 7; i += 1) told.push((await process.forConnection(traits).request(url)).status);
    expect(told).toEqual([429, 404, 429, 401, 429, 500, 200]);
  });

  it("counts servers that cannot be reached", async () => {
    const gone = await startSite(() => undefined);
    gone.stop();
    const connection = client({ retries: 0, breakAfter: 2 }).forConnection(unlimited());
    const message = async () =>
      connection.request(gone.url).then(
        () => "answered",
        (error: Error) => error.message,
      );
    expect(await message()).toContain("could not be reached");
    expect(await message()).toContain("could not be reached");
    expect(await message()).toContain("No request is sent");
  });
});

async function makeConnection() {
  const { rows } = await db.pool.query<{ brandId: string; connectionId: string }>(
    `with b as (insert into brands (name) values ('Test') returning id),
    i as (insert into integrations (slug, name, kind) values (gen_random_uuid()::text, 'T', 'custom') returning id)
    insert into brand_integrations (brand_id, integration_id, name) select b.id, i.id, 'T' from b, i
    returning brand_id as "brandId", id as "connectionId"`,
  );
  const [row] = rows;
  if (!row) throw new Error("The connection was not written.");
  return row;
}
