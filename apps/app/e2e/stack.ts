import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "@v1/stack/ports";
import { root } from "@v1/stack/root";
import { createTestDatabase } from "@v1/stack/testing";
import { Client } from "pg";
import { type Auth, type AuthAddress, authAt, startAuth } from "./auth.ts";
import { appServer, buildApp } from "./build.ts";
import { type Running, startProcess, startServer } from "./processes.ts";

const bin = (name: string) => join(root, "node_modules", ".bin", name);

/** What it takes to join a stack that another process has started. */
export interface StackAddress {
  url: string;
  /** Of its database, as the superuser. */
  adminUrl: string;
  auth: AuthAddress;
  /** Of the processes that work on it. */
  settings: Settings;
  preload: string | undefined;
}

type Settings = Record<string, string> & { API_URL: string };

export interface Stack {
  url: string;
  admin: Client;
  auth: Auth;
  stop(): Promise<void>;
}

/** One that the caller has started, so that it may stop parts of it. */
export type OwnStack = Awaited<ReturnType<typeof startStack>>;

interface StackOptions {
  /** True where tasks have to run too: syncs, imports. Without one they wait. */
  worker?: boolean;
  /** A module that API and worker load before their own. */
  preload?: string;
  /** Address of Postgres; that of the test run where it is left out. */
  server?: string;
}

/** Postgres, auth, API and the built app, all real, each on a free port. */
export async function startStack({ worker = false, preload, server }: StackOptions = {}) {
  await using started = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), "v1-browser-"));
  started.defer(() => rmSync(folder, { recursive: true, force: true }));
  const [database, auth] = await Promise.all([createTestDatabase(server), startAuth(folder), buildApp()]);
  started.defer(() => database.drop());
  const running: Running[] = [auth];
  started.defer(async () => {
    await Promise.all(running.map((process) => process.stop()));
  });

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
  const app = appServer(appPort);
  const web = { ...app, env: { ...settings, ...app.env } };
  const servers = [startApi(settings, preload), startServer(web, `${url}/sign-in`)];
  // Also where one of them fails: the other is up by then, and has to be stopped.
  for (const server of await Promise.allSettled(servers)) {
    if (server.status === "fulfilled") running.push(server.value);
  }
  const [api] = await Promise.all(servers);
  const { adminUrl } = database;
  const address: StackAddress = { url, adminUrl, auth: { url: auth.url, key: auth.key }, settings, preload };
  const joined = await joinAddress(address, worker);
  started.defer(() => joined.stop());
  const all = started.move();
  return {
    ...joined,
    address,
    stopApi: async () => api?.stop(),
    async startApi() {
      running.push(await startApi(settings, preload));
    },
    stop: () => all.disposeAsync(),
  };
}

/** A stack that is up already, with a worker of the caller's own where tasks have to run. */
export async function joinAddress(address: StackAddress, worker: boolean): Promise<Stack> {
  const { url, adminUrl, auth, settings, preload } = address;
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  const working = worker ? startWorker(settings, preload) : undefined;
  return {
    url,
    admin,
    auth: authAt(auth),
    async stop() {
      await working?.stop();
      await admin.end();
    },
  };
}

function startApi(settings: Settings, preload?: string): Promise<Running> {
  const args = [...(preload ? ["--preload", preload] : []), "src/main.ts"];
  const cwd = join(root, "apps", "api");
  return startServer({ program: bin("bun"), args, cwd, env: settings }, `${settings.API_URL}/ready`);
}

function startWorker(settings: Settings, preload?: string): Running {
  const args = [...(preload ? ["--import", preload] : []), "src/worker.ts"];
  const cwd = join(root, "packages", "jobs");
  return startProcess({ program: bin("node"), args, cwd, env: settings });
}
