import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { root } from "@v1/stack/root";
import { createTestDatabase, type TestDatabase } from "@v1/stack/testing";
import { afterAll, beforeAll, expect, test } from "vitest";

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
