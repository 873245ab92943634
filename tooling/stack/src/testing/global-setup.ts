import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { removePostgresData, startPostgres, stopPostgres } from "../postgres.ts";
import { root } from "../root.ts";

const DATA = join(root, ".data");
const PREFIX = "test-postgres-";

/** One Postgres for all tests of a project, on data of its own that is gone when the run ends. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await removeAbandoned();
  const dataDir = join(DATA, `${PREFIX}${process.pid}-${project.name || "all"}`);
  const postgres = await startPostgres({ dataDir });
  // Of a run that is broken off, nothing else comes to its end. Its data goes with the next run.
  const end = () => void process.kill(postgres.pid, "SIGQUIT");
  process.once("exit", end);
  project.provide("postgresUrl", postgres.url);
  return () => {
    process.off("exit", end);
    return remove(dataDir);
  };
}

/** A run that was killed leaves its server behind; the folder's name says whose it was. */
async function removeAbandoned(): Promise<void> {
  if (!existsSync(DATA)) return;
  for (const name of readdirSync(DATA)) {
    const owner = /^test-postgres-(\d+)(-\w+)?$/.exec(name)?.[1];
    if (!owner || isAlive(Number(owner))) continue;
    await remove(join(DATA, name));
  }
}

async function remove(dataDir: string): Promise<void> {
  await stopPostgres(dataDir, "immediate");
  removePostgresData(dataDir);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
