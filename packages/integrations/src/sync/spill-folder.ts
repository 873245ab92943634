import { mkdtemp, readdir, rm } from "node:fs/promises";
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
