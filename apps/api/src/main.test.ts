import { type ChildProcessByStdio, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { root } from "@v1/stack/root";
import { createTestDatabase, type TestDatabase } from "@v1/stack/testing";
import { SignJWT } from "jose";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeBrand } from "./testing/brand.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

type Api = ChildProcessByStdio<null, Readable, Readable>;

/** The API as it is deployed: its own process, on Bun. */
function startApi(env: Record<string, string>): Api {
  return spawn(join(root, "node_modules", ".bin", "bun"), ["src/main.ts"], {
    cwd: join(root, "apps", "api"),
    env: { API_PORT: "0", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

function addressOf(api: Api): Promise<string> {
  let text = "";
  return new Promise((resolve, reject) => {
    api.stdout.on("data", (chunk) => {
      text += chunk;
      const line = text.split("\n").find((entry) => entry.includes('"listening"'));
      if (line) resolve(JSON.parse(line).url);
    });
    api.once("exit", () => reject(new Error(`The API ended: ${text}`)));
  });
}

test("on Bun it says where it listens, answers, and ends cleanly when told to", async () => {
  const api = startApi({
    DATABASE_URL: database.url,
    SUPABASE_URL: "http://127.0.0.1:9",
    SUPABASE_PUBLISHABLE_KEY: "sb_publishable_x",
    SUPABASE_JWT_SECRET: "x".repeat(40),
  });
  const exit = once(api, "exit");
  const url = await addressOf(api);
  const ready = await fetch(new URL("/ready", url));
  expect(await ready.json()).toEqual({ status: "ready" });
  api.kill("SIGTERM");
  expect(await exit).toEqual([0, null]);
});

test("what is under way when it is told to end gets its answer; streams end, and nothing new is taken", async () => {
  const secret = randomUUID();
  const admin = new Client({ connectionString: database.adminUrl });
  await admin.connect();
  const { ownerId } = await makeBrand(admin, "Ours", ["Cap"]);
  const token = await new SignJWT({ role: "authenticated", email: "owner@example.com" })
    .setProtectedHeader({ alg: "HS256" })
    .setSubject(ownerId)
    .setAudience("authenticated")
    .setExpirationTime("1h")
    .sign(new TextEncoder().encode(secret));
  const api = startApi({
    DATABASE_URL: database.url,
    SUPABASE_URL: "http://127.0.0.1:9",
    SUPABASE_PUBLISHABLE_KEY: "sb_publishable_x",
    SUPABASE_JWT_SECRET: secret,
  });
  const exit = once(api, "exit");
  const url = await addressOf(api);
  const ask = (path: string) => fetch(new URL(path, url), { headers: { authorization: `Bearer ${token}` } });
  const input = encodeURIComponent('{"json":{}}');
  const stream = await ask(`/trpc/integrations.runs.watch?input=${input}`);
  expect(stream.headers.get("content-type")).toContain("text/event-stream");

  // Whoever makes words would wait for the lock as well.
  await admin.query("delete from search_queue");
  await admin.query("begin");
  await admin.query("lock table products in access exclusive mode");
  const slow = ask(`/trpc/products.list?input=${input}`);
  await waiting(admin);
  api.kill("SIGTERM");
  expect(await stream.text()).toContain("connected");
  await expect.poll(() => ask("/health").then(String, () => "refused"), PATIENCE).toBe("refused");
  await admin.query("commit");
  const answer = await slow;
  expect(answer.status).toBe(200);
  expect(await answer.text()).toContain("Cap");
  expect(await exit).toEqual([0, null]);
  await admin.end();
});

const PATIENCE = { timeout: 30_000 };

/** Until somebody waits for what this session has locked. */
async function waiting(admin: Client): Promise<void> {
  const blocked = "select from pg_stat_activity where pg_backend_pid() = any (pg_blocking_pids(pid))";
  const waiters = async () => {
    // A transaction sees who is active as it was when it first asked.
    await admin.query("select pg_stat_clear_snapshot()");
    return (await admin.query(blocked)).rowCount;
  };
  await expect.poll(waiters, PATIENCE).toBe(1);
}

test("without its settings it does not start, and names them", async () => {
  const api = startApi({ DATABASE_URL: database.url, SUPABASE_URL: "nowhere" });
  const exit = once(api, "exit");
  let text = "";
  api.stderr.on("data", (chunk) => {
    text += chunk;
  });
  expect((await exit)[0]).not.toBe(0);
  expect(text).toMatch(/SUPABASE_URL must be.*SUPABASE_PUBLISHABLE_KEY must be/);
});
