import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { removePostgresData, startPostgres, stopPostgres } from "@v1/stack/postgres";
import { root } from "@v1/stack/root";

const DATA = join(root, ".data");
const PREFIX = "bench-";

export interface Bench {
  /** Database `postgres` of a server with the settings of the local stack. */
  serverUrl: string;
  serverPid: number;
  /** For sources and exported tables. */
  files: string;
  /** Where worker processes leave their CPU profiles. */
  profile: string | undefined;
}

/**
 * Off for both sides: an autovacuum that meets a table in the middle of its COPY counts no rows in
 * it, and the foreign key checks of the next table then scan a whole brand for each row (minutes).
 */
const SETTINGS = { autovacuum: "off" };

/**
 * Runs `work` with a Postgres and a folder of its own, both gone afterwards. They lie in the checkout's
 * data folder: a system's folder for temporary files may be kept in memory, where `fsync` costs nothing.
 */
export async function withBench<T>(
  options: { profile: string | undefined },
  work: (bench: Bench) => Promise<T>,
): Promise<T> {
  await removeAbandoned();
  const folder = join(DATA, `${PREFIX}${process.pid}`);
  const files = join(folder, "files");
  mkdirSync(files, { recursive: true });
  const stopped = stopOnSignal(folder);
  try {
    const server = await startPostgres({ dataDir: join(folder, "postgres"), settings: SETTINGS });
    return await work({ serverUrl: server.url, serverPid: server.pid, files, profile: options.profile });
  } finally {
    stopped();
    await remove(folder);
  }
}

async function remove(folder: string): Promise<void> {
  const data = join(folder, "postgres");
  await stopPostgres(data, "immediate");
  removePostgresData(data);
  rmSync(folder, { recursive: true, force: true });
}

/** Workers need no signal of ours: they end when this process is gone. */
function stopOnSignal(folder: string): () => void {
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  const stop = () => {
    void remove(folder).finally(() => process.exit(130));
  };
  for (const signal of signals) process.once(signal, stop);
  return () => {
    for (const signal of signals) process.off(signal, stop);
  };
}

/** A bench that was killed leaves its server behind; the folder's name says whose it was. */
async function removeAbandoned(): Promise<void> {
  if (!existsSync(DATA)) return;
  for (const name of readdirSync(DATA)) {
    if (name.startsWith(PREFIX) && !isAlive(Number(name.slice(PREFIX.length)))) {
      await remove(join(DATA, name));
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
