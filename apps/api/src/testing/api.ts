import { randomBytes, randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ServerType, serve } from "@hono/node-server";
import { createTRPCClient, httpBatchLink, TRPCClientError } from "@trpc/client";
import { listenRuns, openDb, openWorkerDb } from "@v1/db";
import { connectors, createHttpClient } from "@v1/integrations";
import { parseKeyRing } from "@v1/integrations/credentials";
import { folderFileStore } from "@v1/integrations/files";
import { jobQueue } from "@v1/jobs/client";
import { memoryKeyValue } from "@v1/kv";
import { createTestDatabase } from "@v1/stack/testing";
import { tokenVerifier } from "@v1/supabase";
import { SignJWT } from "jose";
import { Client } from "pg";
import superjson from "superjson";
import { vi } from "vitest";
import { createApp } from "../app.ts";
import type { ApiDeps } from "../deps.ts";
import type { Problem } from "../errors.ts";
import { jsonLog } from "../log.ts";
import type { AppRouter } from "../router.ts";
import { countStatements } from "./wire-counter.ts";

const secret = randomUUID() + randomUUID();

/** An access token as the auth server would sign it. */
export function tokenOf(userId: string, claims: Record<string, unknown> = {}): Promise<string> {
  return new SignJWT({ role: "authenticated", email: `${userId}@example.com`, ...claims })
    .setProtectedHeader({ alg: "HS256" })
    .setSubject(userId)
    .setAudience("authenticated")
    .setExpirationTime("1h")
    .sign(new TextEncoder().encode(secret));
}

export type TestApi = Awaited<ReturnType<typeof startTestApi>>;

/** The API on a port of its own over a real database, with a clock for the cache and ears on the wire. */
export async function startTestApi() {
  const database = await createTestDatabase();
  const admin = new Client({ connectionString: database.adminUrl });
  await admin.connect();
  const wire = await countStatements(database.url);
  const login = await makeLogin(admin, wire.url);
  const db = openDb({ url: login.url });
  const worker = openWorkerDb({ url: wire.url });
  const clock = { ms: 1 };
  const lines: string[] = [];
  // The queue is the one that a process finds in its environment.
  vi.stubEnv("DATABASE_URL", database.url);
  const queue = jobQueue();
  const runs = listenRuns(database.url);
  const http = createHttpClient({ allowPrivate: true });
  const files = await mkdtemp(join(tmpdir(), "api-files-"));
  const keys = `1:${randomBytes(32).toString("base64")}`;
  const deps: ApiDeps = {
    db,
    runs,
    connectors,
    http,
    files: folderFileStore(files),
    ring: () => parseKeyRing(keys),
    worker,
    queue,
    kv: memoryKeyValue({ now: () => clock.ms }),
    verifyToken: tokenVerifier({ secret, audience: "authenticated" }),
    log: jsonLog((line) => lines.push(line)),
  };
  const app = createApp(deps, { origins: ["https://app.example"], maxBodyBytes: 10_000 });
  const { url, server } = await listen(app.fetch);

  async function client(userId: string, headers: Record<string, string> = {}) {
    const authorization = `Bearer ${await tokenOf(userId)}`;
    return clientOf(url, { authorization, ...headers });
  }
  async function close() {
    await new Promise((resolve) => server.close(resolve));
    await Promise.all([runs.close(), http.close(), queue.close()]);
    await Promise.all([db.close(), worker.close()]);
    await admin.query(`drop role ${login.role}`);
    await admin.end();
    await wire.close();
    await rm(files, { recursive: true, force: true });
    await database.drop();
  }
  return { url, admin, statements: wire.statements, clock, lines, deps, client, close };
}

/** Requests log in as somebody who may do nothing but become the caller's role. */
async function makeLogin(admin: Client, databaseUrl: string) {
  const role = `api_${randomUUID().replaceAll("-", "")}`;
  const url = new URL(databaseUrl);
  url.username = role;
  url.password = randomUUID();
  await admin.query(`create role ${role} login noinherit nobypassrls password '${url.password}'`);
  await admin.query(`grant authenticated, api_client to ${role}`);
  return { role, url: url.href };
}

export function clientOf(url: string, headers: Record<string, string>) {
  const link = httpBatchLink({ url: `${url}/trpc`, transformer: superjson, headers });
  return createTRPCClient<AppRouter>({ links: [link] });
}

export function listen(fetch: (request: Request) => Response | Promise<Response>) {
  return new Promise<{ url: string; server: ServerType }>((resolve) => {
    const server = serve({ fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) =>
      resolve({ url: `http://127.0.0.1:${port}`, server }),
    );
  });
}

/** What a refused call told its caller; throws where it was not refused. */
export async function problemOf(call: Promise<unknown>): Promise<Problem & { httpStatus: number }> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof TRPCClientError)) throw error;
    const { problem, httpStatus } = error.data as { problem: Problem; httpStatus: number };
    return { ...problem, httpStatus };
  }
  throw new Error("The call was not refused.");
}
