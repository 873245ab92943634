import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { inspect } from "node:util";
import { openWorkerDb, type WorkerDb } from "@v1/db";
import { createTestDatabase, type TestDatabase } from "@v1/stack/testing";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { loadCredentials, parseKeyRing, saveCredentials } from "../credentials/index.ts";
import { createHttpClient } from "../http/client.ts";
import { type Site, startSite } from "../http/testing/site.ts";
import type { OAuthScheme } from "../kit/auth.ts";
import { storedRenewals } from "./stored-renewals.ts";

const ring = parseKeyRing(`1:${randomBytes(32).toString("base64")}`);
const client = { clientId: "client-1", clientSecret: "client-secret-0123456789" };
let database: TestDatabase;
let workers: WorkerDb[];
let scope: { brandId: string; connectionId: string };
let server: SignInServer;
const stops: (() => unknown)[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  workers = [1, 2, 3].map(() => openWorkerDb({ url: database.url, max: 3 }));
});
beforeEach(async () => {
  scope = await makeConnection();
  server = await startSignIn();
});
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.close()));
  await database.drop();
});

interface SignInServer extends Site {
  access: string;
  refresh: string;
  grants: string[];
  revoked: boolean;
  status: number;
}

/** Tokens rotate: a refresh token that is used twice revokes all of them, as RFC 9700 (4.14.2) wants it. */
async function startSignIn(): Promise<SignInServer> {
  const state = { access: "access-token-0", refresh: "refresh-token-0", grants: [] as string[] };
  const site = await startSite(async (request, response) => {
    if (request.url === "/token") return giveTokens(made, request, response);
    const allowed = !made.revoked && request.headers.authorization === `Bearer ${made.access}`;
    response.writeHead(allowed ? 200 : 401).end(allowed ? "products" : "no");
  });
  const made: SignInServer = Object.assign(site, state, { revoked: false, status: 200 });
  stops.push(site.stop);
  return made;
}

async function giveTokens(made: SignInServer, request: IncomingMessage, response: ServerResponse) {
  let body = "";
  for await (const chunk of request) body += chunk;
  const form = new URLSearchParams(body);
  const grant = form.get("grant_type") ?? "";
  made.grants.push(grant);
  const known = (form.get("client_secret") ?? basicSecret(request)) === client.clientSecret;
  const isRight = grant === "client_credentials" || form.get("refresh_token") === made.refresh;
  response.setHeader("content-type", "application/json");
  if (made.status !== 200) return void response.writeHead(made.status).end(body);
  if (!known || !isRight) {
    made.revoked = true;
    const refused = { error: "invalid_grant", error_description: body };
    return void response.writeHead(400).end(JSON.stringify(refused));
  }
  made.access = `access-token-${made.grants.length}`;
  made.refresh = `refresh-token-${made.grants.length}`;
  const tokens = { access_token: made.access, refresh_token: made.refresh };
  response.end(JSON.stringify({ ...tokens, token_type: "Bearer", expires_in: 3600 }));
}

/** Each part of the pair is form-encoded before (RFC 6749, section 2.3.1). */
function basicSecret({ headers }: IncomingMessage): string {
  const pair = Buffer.from(headers.authorization?.replace("Basic ", "") ?? "", "base64").toString();
  return decodeURIComponent(pair.split(":")[1] ?? "");
}

/** A worker's own client, with the credentials as they are stored now. */
async function workerClient(at: number, changed: Partial<OAuthScheme> = {}) {
  const db = workers[at % workers.length] as WorkerDb;
  const secrets = (await loadCredentials({ db: db.pool, ring }, scope))?.fields.reveal() ?? null;
  const http = createHttpClient({ allowPrivate: true, retries: 0 });
  stops.push(() => http.close());
  const scheme: OAuthScheme = {
    kind: "oauth2",
    tokenUrl: `${server.url}/token`,
    grant: "refresh_token",
    ...changed,
  };
  const renewals = storedRenewals({ db, ring }, scope);
  return http.forConnection({ scope, limits: [], secrets, scheme, renewals });
}

async function store(fields: Record<string, unknown>) {
  const db = (workers[0] as WorkerDb).pool;
  await saveCredentials({ db, ring }, scope, { type: "oauth2", fields: { ...client, ...fields } });
}

async function stored() {
  const credentials = await loadCredentials({ db: (workers[0] as WorkerDb).pool, ring }, scope);
  return { ...credentials, fields: credentials?.fields.reveal() };
}

const expired = {
  accessToken: "access-token-0",
  refreshToken: "refresh-token-0",
  expiresAt: "2026-01-01T00:00:00Z",
};
const fresh = { ...expired, expiresAt: "2100-01-01T00:00:00Z" };

it("of many workers whose token has run out one renews it, and the pair is stored for all", async () => {
  await store(expired);
  const clients = await Promise.all(Array.from({ length: 6 }, (_, at) => workerClient(at)));
  const answers = await Promise.all(clients.map((each) => each.request(server.url, { authenticate: true })));
  expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200));
  expect(server.grants).toEqual(["refresh_token"]);
  const { fields, version, expiresAt } = await stored();
  expect(fields).toMatchObject({ ...client, accessToken: "access-token-1", refreshToken: "refresh-token-1" });
  expect([version, expiresAt?.toISOString()]).toEqual([2, fields?.expiresAt]);
});

it("a token that holds is used as it is, and one that is refused all the same is renewed once", async () => {
  await store(fresh);
  const worker = await workerClient(0);
  expect((await worker.request(server.url, { authenticate: true })).status).toBe(200);
  expect(server.grants).toEqual([]);
  server.access = "changed-at-the-source";
  const answers = await Promise.all([1, 2, 3].map(() => worker.request(server.url, { authenticate: true })));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(server.grants).toEqual(["refresh_token"]);
  expect((await stored()).fields).toMatchObject({ accessToken: "access-token-1" });
});

it("what stays refused is not renewed for ever", async () => {
  await store(fresh);
  server.revoked = true;
  const answer = await (await workerClient(0)).request(server.url, { authenticate: true });
  expect([answer.status, server.grants.length]).toEqual([401, 1]);
});

it("a refresh token that was withdrawn ends in a clear error, and what is stored stays", async () => {
  await store({ ...expired, refreshToken: "refresh-token-withdrawn" });
  const error = await (await workerClient(0))
    .request(server.url, { authenticate: true })
    .catch((caught: unknown) => caught);
  expect(error).toMatchObject({
    code: "unauthenticated",
    message: expect.stringContaining("invalid_grant"),
    hint: expect.stringContaining("Connect again"),
  });
  const shown = inspect(error, { depth: null, showHidden: true });
  expect(shown).not.toContain("refresh-token-withdrawn");
  expect(shown).not.toContain(client.clientSecret);
  expect((await stored()).version).toBe(1);
});

it("a sign-in server that is down is asked again later, and never twice with one token", async () => {
  await store(expired);
  server.status = 503;
  const worker = await workerClient(0);
  const error = await worker.request(server.url, { authenticate: true }).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code: "unavailable", retryable: true });
  expect(server.grants).toHaveLength(1);
  server.status = 200;
  expect((await worker.request(server.url, { authenticate: true })).status).toBe(200);
});

it("the client's own credentials are enough where the source says so", async () => {
  await store({});
  const worker = await workerClient(0, { grant: "client_credentials", clientAuth: "basic", scope: "read" });
  expect((await worker.request(server.url, { authenticate: true })).status).toBe(200);
  expect(server.grants).toEqual(["client_credentials"]);
});

async function makeConnection() {
  const { rows } = await (workers[0] as WorkerDb).pool.query<{ brandId: string; connectionId: string }>(
    `with b as (insert into brands (name) values ('Test') returning id),
    i as (insert into integrations (slug, name, kind) values (gen_random_uuid()::text, 'T', 'custom') returning id)
    insert into brand_integrations (brand_id, integration_id, name) select b.id, i.id, 'T' from b, i
    returning brand_id as "brandId", id as "connectionId"`,
  );
  const [row] = rows;
  if (!row) throw new Error("The connection was not written.");
  return row;
}
