import { randomBytes } from "node:crypto";
import {
  chownSync,
  existsSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { freePort } from "./ports.ts";
import { type Binaries, placeBinaries } from "./postgres/binaries.ts";
import { placeData, runningServer } from "./postgres/data.ts";
import { type ServerUser, serverUser } from "./postgres/reach.ts";
import { run } from "./postgres/run.ts";
import { serverOptions } from "./postgres/settings.ts";

export { removePostgresData } from "./postgres/data.ts";

interface StartOptions {
  /** Where the data lives and stays. Made when missing. */
  dataDir: string;
  /** A free one when left out. */
  port?: number;
  /** Server settings beside, or instead of, the defaults: `{ work_mem: "64MB" }`. */
  settings?: Record<string, string>;
}

export interface Postgres {
  /** Database `postgres`, as the superuser of the same name. */
  url: string;
  port: number;
  pid: number;
  /** Where the data really is. */
  folder: string;
  stop(mode?: StopMode): Promise<void>;
}

/** `fast` ends sessions and closes properly; `immediate` is a crash that the next start recovers from. */
type StopMode = "fast" | "immediate";

interface Cluster {
  binaries: Binaries;
  folder: string;
  user: ServerUser | undefined;
}

/**
 * Starts Postgres 17 on a folder, or takes over the server that already runs on it. The server
 * outlives this process until `stop` is called, here or by a later start on the same folder.
 */
export async function startPostgres(options: StartOptions): Promise<Postgres> {
  const user = serverUser();
  const binaries = await placeBinaries(user !== undefined);
  const folder = placeData(resolve(options.dataDir), user);
  const cluster = { binaries, folder, user };
  if (!existsSync(passwordFile(folder))) await initialise(cluster);
  const running = runningServer(folder) ?? (await launch(cluster, options));
  const password = readFileSync(passwordFile(folder), "utf8").trim();
  return {
    ...running,
    folder,
    url: `postgres://postgres:${password}@127.0.0.1:${running.port}/postgres`,
    stop: (mode) => stop(cluster, mode),
  };
}

/** Stops the server on a folder that another process, perhaps long gone, has started. */
export async function stopPostgres(dataDir: string, mode?: StopMode): Promise<void> {
  if (!existsSync(dataDir)) return;
  const user = serverUser();
  await stop(
    { user, folder: realpathSync(dataDir), binaries: await placeBinaries(user !== undefined) },
    mode,
  );
}

async function stop({ binaries, folder, user }: Cluster, mode: StopMode = "fast"): Promise<void> {
  if (!runningServer(folder)) return;
  await run(binaries.pgCtl, ["stop", "-D", folder, "-w", "-t", "120", "-m", mode], user);
}

/**
 * The builtin C.UTF-8 folds case for all of Unicode and sorts alike on every machine. The password
 * file moves in last and so marks a finished folder: what an interrupted attempt left is cleared.
 */
async function initialise({ binaries, folder, user }: Cluster): Promise<void> {
  if (existsSync(join(folder, "PG_VERSION"))) {
    for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
  }
  const password = `${folder}.password`;
  writeFileSync(password, randomBytes(18).toString("base64url"), { mode: 0o600 });
  if (user) chownSync(password, user.uid, user.gid);
  const locale = ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"];
  const login = ["--username=postgres", "--auth=scram-sha-256", `--pwfile=${password}`];
  try {
    await run(binaries.initdb, ["-D", folder, ...locale, ...login, "--no-instructions"], user);
    renameSync(password, passwordFile(folder));
  } finally {
    rmSync(password, { force: true });
  }
}

function passwordFile(folder: string): string {
  return join(folder, "superuser-password");
}

/** Between finding a free port and taking it, somebody else may: then another one is tried. */
async function launch(cluster: Cluster, options: StartOptions): Promise<{ pid: number; port: number }> {
  const { binaries, folder, user } = cluster;
  const log = join(folder, "server.log");
  for (let attempt = 1; ; attempt += 1) {
    const port = options.port ?? (await freePort());
    const server = ["-o", serverOptions(port, options.settings), "-l", log];
    try {
      await run(binaries.pgCtl, ["start", "-D", folder, "-w", "-t", "120", ...server], user);
      const running = runningServer(folder);
      if (running) return running;
      throw new Error(`Postgres said that it started on port ${port}, and is gone.`);
    } catch (error) {
      if (options.port !== undefined || attempt >= 3) throw error;
    }
  }
}
