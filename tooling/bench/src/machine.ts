import { execFile } from "node:child_process";
import { arch, availableParallelism, cpus, loadavg, platform, release, totalmem } from "node:os";
import { promisify } from "node:util";
import { root } from "@v1/stack/root";
import { connected } from "./database.ts";
import { workerFlags } from "./worker-flags.ts";

const SETTINGS = [
  "fsync",
  "synchronous_commit",
  "full_page_writes",
  "wal_compression",
  "shared_buffers",
  "work_mem",
  "max_wal_size",
  "checkpoint_timeout",
  "autovacuum",
];

export interface Machine {
  cores: number;
  cpu: string;
  memory_gb: number;
  system: string;
  node: string;
  worker_flags: string[];
  postgres: string;
  settings: Record<string, string>;
  /** Processes that wanted a core in the minute before the bench began. */
  load_before: number;
  date: string;
  commit: string | null;
}

/** What the figures depend on. */
export async function describeMachine(serverUrl: string): Promise<Machine> {
  const load = loadavg()[0] ?? 0;
  const server = await connected(serverUrl, async (client) => {
    const { rows } = await client.query<{ name: string; value: string }>(
      "select name, current_setting(name) as value from unnest($1::text[]) name",
      [["server_version", ...SETTINGS]],
    );
    return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
  });
  const { server_version: postgres = "unknown", ...settings } = server;
  return {
    cores: availableParallelism(),
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    memory_gb: Math.round(totalmem() / 1e8) / 10,
    system: `${platform()} ${release()} ${arch()}`,
    node: process.version,
    worker_flags: workerFlags(),
    postgres,
    settings,
    load_before: Math.round(load * 100) / 100,
    date: new Date().toISOString(),
    commit: await commit(),
  };
}

/** A checkout with changes of its own is marked, an unpacked archive has no commit. */
async function commit(): Promise<string | null> {
  const git = async (...args: string[]) =>
    (await promisify(execFile)("git", args, { cwd: root })).stdout.trim();
  try {
    const changes = await git("status", "--porcelain", "--untracked-files=no");
    return `${await git("rev-parse", "HEAD")}${changes ? " with changes" : ""}`;
  } catch {
    return null;
  }
}
