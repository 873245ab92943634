import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * A folder for one attempt's spilled data. What killed attempts at the same run left on this machine
 * is removed: whoever asks holds the lease, so nobody else reads there any more.
 */
export async function makeSpillFolder(runId: string, root = tmpdir()): Promise<string> {
  const prefix = `sync-${runId}-`;
  const left = (await readdir(root)).filter((name) => name.startsWith(prefix));
  await Promise.all(left.map((name) => rm(join(root, name), { recursive: true, force: true })));
  return mkdtemp(join(root, prefix));
}

const DAY = 24 * 60 * 60 * 1000;
const SPILL_FOLDER = /^sync-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}-\w{6}$/;

/**
 * Removes what attempts left that were killed and never tried again: spill folders in which nothing was
 * written for a day. For a worker's start; what cannot be removed stays.
 */
export async function removeOldSpillFolders(root = tmpdir()): Promise<void> {
  const names = (await readdir(root).catch(() => [])).filter((name) => SPILL_FOLDER.test(name));
  for (const name of names) {
    const folder = join(root, name);
    if (Date.now() - (await lastWritten(folder)) < DAY) continue;
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** Milliseconds since 1970; now, where the folder is going away already. */
async function lastWritten(folder: string): Promise<number> {
  try {
    const inside = (await readdir(folder)).map((name) => join(folder, name));
    const times = await Promise.all([folder, ...inside].map(async (path) => (await stat(path)).mtimeMs));
    return Math.max(...times);
  } catch {
    return Date.now();
  }
}
