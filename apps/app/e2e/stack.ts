import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "@v1/stack/ports";
import { root } from "@v1/stack/root";
import { createTestDatabase } from "@v1/stack/testing";
import { Client } from "pg";
import { startAuth } from "./auth.ts";
import { buildOnce } from "./build.ts";
import { type Running, runProgram, startProcess, startServer } from "./processes.ts";

const APP = join(root, "apps", "app");
/** Beside the build of `npm start`, so that testing does not pull it from under a running one. */
const DIST = { NEXT_DIST_DIR: ".next/e2e", NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" };
const bin = (name: string) => join(root, "node_modules", ".bin", name);
const next = (...args: string[]) => [join(APP, "node_modules", "next", "dist", "bin", "next"), ...args];

export type Stack = Awaited<ReturnType<typeof startStack>>;

interface StackOptions {
  /** True where tasks have to run too: syncs, imports. Without one they wait. */
  worker?: boolean;
  /** A module that API and worker load before their own. */
  preload?: string;
}

/** Postgres, auth, API and the built app, all real, each on a free port. */
export async function startStack({ worker = false, preload }: StackOptions = {}) {
  await using started = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), "v1-browser-"));
  started.defer(() => rmSync(folder, { recursive: true, force: true }));
  const build = () => runProgram({ program: bin("node"), args: next("build"), cwd: APP, env: DIST });
  const [database, auth] = await Promise.all([
    createTestDatabase(),
    startAuth(folder),
    buildOnce(join(APP, DIST.NEXT_DIST_DIR), build),
  ]);
  started.defer(() => database.drop());
  const running: Running[] = [auth];
  started.defer(async () => {
    await Promise.all(running.map((process) => process.stop()));
  });
  const admin = new Client({ connectionString: database.adminUrl });
  await admin.connect();
  started.defer(() => admin.end());

  const [apiPort, appPort] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${appPort}`;
  const settings = {
    SUPABASE_URL: auth.url,
    SUPABASE_PUBLISHABLE_KEY: auth.key,
    SUPABASE_JWT_SECRET: auth.secret,
    DATABASE_URL: database.url,
    API_PORT: String(apiPort),
    API_URL: `http://127.0.0.1:${apiPort}`,
    FILES_DIR: join(folder, "files"),
    CREDENTIALS_KEYS: `1:${randomBytes(32).toString("base64")}`,
    ALLOW_PRIVATE_ADDRESSES: "true",
  };
  if (worker) running.push(startWorker(settings, preload));
  const args = next("start", "--hostname", "127.0.0.1", "--port", String(appPort));
  const [api, app] = await Promise.all([
    startApi(settings, preload),
    startServer({ program: bin("node"), args, cwd: APP, env: { ...settings, ...DIST } }, `${url}/sign-in`),
  ]);
  running.push(api, app);
  const all = started.move();
  return {
    url,
    admin,
    auth,
    stopApi: () => api.stop(),
    async startApi() {
      running.push(await startApi(settings, preload));
    },
    stop: () => all.disposeAsync(),
  };
}

function startApi(
  settings: Record<string, string> & { API_URL: string },
  preload?: string,
): Promise<Running> {
  const args = [...(preload ? ["--preload", preload] : []), "src/main.ts"];
  const cwd = join(root, "apps", "api");
  return startServer({ program: bin("bun"), args, cwd, env: settings }, `${settings.API_URL}/ready`);
}

function startWorker(settings: Record<string, string>, preload?: string): Running {
  const args = [...(preload ? ["--import", preload] : []), "src/worker.ts"];
  const cwd = join(root, "packages", "jobs");
  return startProcess({ program: bin("node"), args, cwd, env: settings });
}
