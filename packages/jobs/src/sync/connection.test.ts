import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Connector, connect, connectors } from "@v1/integrations";
import { parseKeyRing } from "@v1/integrations/credentials";
import { createTestDatabase, type TestDatabase } from "@v1/stack/testing";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { JobsContext } from "../context.ts";
import { payloads } from "../payloads.ts";
import { idleQueue } from "../testing/idle-queue.ts";
import { makeBrand } from "../testing/rows.ts";
import { listSignedSource } from "../testing/signed-source.ts";
import { until } from "../testing/until.ts";
import { syncEngine } from "./engine.ts";
import { runSync } from "./run-sync.ts";

const KEY = "key-that-nobody-may-read";
const keys = `1:${randomBytes(32).toString("base64")}`;
let database: TestDatabase;
let client: Client;
const stops: (() => Promise<void>)[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  client = new Client({ connectionString: database.url });
  await client.connect();
  vi.stubEnv("DATABASE_URL", database.url);
  vi.stubEnv("CREDENTIALS_KEYS", keys);
  vi.stubEnv("ALLOW_PRIVATE_ADDRESSES", "true");
});
afterAll(async () => {
  for (const stop of stops) await stop();
  await client.end();
  await database.drop();
});

/** What a worker's process opens; each call is another process's. */
async function worker(): Promise<JobsContext> {
  vi.resetModules();
  const { jobsContext, closeContext } = await import("../context.ts");
  const { closeQueue } = await import("../client.ts");
  stops.push(closeContext, closeQueue);
  return { ...jobsContext(), queue: idleQueue() };
}

interface Source {
  url: string;
  requests: IncomingMessage[];
}

async function source(
  answer: (request: IncomingMessage) => { status?: number; text: string; etag?: string },
) {
  const requests: IncomingMessage[] = [];
  const server: Server = createServer((request, response) => {
    requests.push(request);
    const { status = 200, text, etag } = answer(request);
    response.writeHead(status, etag ? { etag } : {}).end(text);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  stops.push(async () => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests } satisfies Source;
}

async function connected(
  { db, http }: JobsContext,
  connector: Connector,
  { config, secrets = {} }: { config: Record<string, unknown>; secrets?: Record<string, string> },
) {
  const { slug } = connector;
  await client.query("insert into integrations (slug, name, kind) values ($1, $1, 'custom')", [slug]);
  const brandId = await makeBrand(client);
  const deps = { db, http, ring: parseKeyRing(keys), connector: () => connector };
  const { connectionId } = await connect(deps, {
    ...{ brandId, slug, config, secrets },
    name: "Source",
    userId: null,
  });
  return { brandId, connectionId };
}

function sync(
  context: JobsContext,
  ref: { brandId: string; connectionId: string },
  { mode = "full", signal = new AbortController().signal }: { mode?: string; signal?: AbortSignal } = {},
) {
  const payload = payloads["sync-connection"].parse({ ...ref, mode });
  return runSync({ context, engine: syncEngine(context), show: () => {} }, payload, signal);
}

async function lastRun(brandId: string) {
  const { rows } = await client.query(
    "select status, mode, verified, tallies, checkpoint->'read' as read from sync_runs where brand_id = $1 order by seq desc limit 1",
    [brandId],
  );
  return rows[0];
}

test("a connection is signed, shares its limits with all workers, and tells its key nowhere", async () => {
  const signed = listSignedSource();
  let refuses = false;
  const { url, requests } = await source(({ headers, url: path }) => {
    if (headers["x-key"] !== KEY) return { status: 401, text: "Who are you?" };
    if (refuses) return { status: 400, text: "" };
    if (path === "/account") return { text: "Acme" };
    return { text: JSON.stringify({ note: path === "/1" ? `Your key is ${headers["x-key"]}` : "" }) };
  });
  const [one, two] = [await worker(), await worker()];
  const ref = await connected(one, signed, { config: { url }, secrets: { key: KEY } });
  expect(requests).toHaveLength(1);

  expect(await sync(one, ref)).toMatchObject({ status: "completed", tallies: { created: 1, failed: 1 } });
  expect(requests).toHaveLength(4);
  expect(await lastRun(ref.brandId)).toMatchObject({
    verified: false,
    read: { reason: "The end said [redacted]." },
  });

  const stop = new AbortController();
  const waiting = sync(two, ref, { signal: stop.signal });
  const tokens = async () =>
    (await client.query("select tokens from rate_buckets where brand_id = $1", [ref.brandId])).rows;
  await until(async () => (await tokens())[0]?.tokens < -0.5);
  // The other worker's three and one of its own are all there are.
  expect(requests).toHaveLength(5);
  stop.abort();
  await expect(waiting).rejects.toMatchObject({ code: "unavailable", retryable: true });
  expect((await tokens())[0]?.tokens).toBeGreaterThan(-0.5);

  await client.query("delete from rate_buckets");
  refuses = true;
  await sync(one, ref).catch(() => undefined);
  const told = await client.query("select message, excerpt from sync_errors where brand_id = $1", [
    ref.brandId,
  ]);
  expect(told.rows).toEqual([
    expect.objectContaining({ message: "Your key is [redacted]", excerpt: "Your key is [redacted]" }),
  ]);
  expect(await tablesWith(KEY)).toEqual([]);
});

/** Tables of which any row holds the text. */
async function tablesWith(text: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')",
  );
  const found: string[] = [];
  for (const { name } of rows) {
    const hit = await client.query(`select from ${name} t where position($1 in t::text) > 0 limit 1`, [text]);
    if (hit.rowCount) found.push(name);
  }
  return found;
}

test("a feed that has not changed costs one conditional request; a damaged one leaves nothing to the next run", async () => {
  let [etag, lines] = ['"one"', [{ id: 1, name: "Cap" }] as unknown[]];
  const { url, requests } = await source(({ headers }) => {
    if (headers["if-none-match"] === etag) return { status: 304, text: "", etag };
    return { text: lines.map((line) => (line === null ? "{" : JSON.stringify(line))).join("\n"), etag };
  });
  const context = await worker();
  const ref = await connected(context, connectors["json-feed"] as Connector, {
    config: { url, format: "json-lines", fields: { "product.name": "name" } },
  });
  const asked = () => requests.splice(0).map(({ headers }) => headers["if-none-match"] ?? null);
  asked();
  const again = () => sync(context, ref, { mode: "incremental" });

  expect(await sync(context, ref)).toMatchObject({ tallies: { created: 1 } });
  expect(asked()).toEqual([null]);
  for (let run = 0; run < 2; run += 1) {
    expect(await again()).toMatchObject({ status: "completed", tallies: { read: 0 } });
    expect(asked()).toEqual(['"one"']);
    expect(await lastRun(ref.brandId)).toMatchObject({ mode: "incremental", verified: true });
  }

  [etag, lines] = ['"two"', [{ id: 1, name: "Hat" }, null]];
  expect(await again()).toMatchObject({ tallies: { read: 2, updated: 1, failed: 1 } });
  expect(asked()).toEqual(['"one"']);
  expect(await lastRun(ref.brandId)).toMatchObject({
    verified: false,
    read: { reason: "1 lines of the feed cannot be read." },
  });
  // Back to what the verified run read: unasked, it would be taken for unchanged, and the hat would stay.
  [etag, lines] = ['"one"', [{ id: 1, name: "Cap" }]];
  expect(await again()).toMatchObject({ tallies: { read: 1, updated: 1 } });
  expect(asked()).toEqual([null]);

  await client.query("update brand_integrations set mapping_version = mapping_version + 1 where id = $1", [
    ref.connectionId,
  ]);
  expect(await again()).toMatchObject({ tallies: { read: 1 } });
  expect(asked()).toEqual([null]);
});
