import { rmSync } from "node:fs";
import { join } from "node:path";
import { type CopyRound, runCopyRound } from "./copy-round.ts";
import { withDatabase } from "./database.ts";
import { say } from "./progress.ts";
import type { Bench } from "./server.ts";
import type { Source } from "./source.ts";
import { type MeasuredRun, runFirstSync, runSyncRound, type Sources, type SyncRound } from "./sync-round.ts";

export interface Round {
  sync: SyncRound;
  copy: CopyRound;
  /** A first sync of a tenth, in a process of its own: for its memory. */
  tenth: MeasuredRun;
}

/** Both sides of the comparison, one right after the other and on the same tables. */
export async function runRound(bench: Bench, sources: Sources & { tenth: Source }): Promise<Round> {
  const exported = join(bench.files, "exported");
  const both = await withDatabase(bench.serverUrl, async (url) => {
    const place = { bench, url, exported };
    const sync = await runSyncRound(place, sources);
    return { sync, copy: await runCopyRound(place, sync.left) };
  });
  rmSync(exported, { recursive: true, force: true });
  say(`  memory at ${sources.tenth.products.toLocaleString("en")} products`);
  const tenth = await withDatabase(bench.serverUrl, (url) => runFirstSync({ bench, url }, sources.tenth));
  return { ...both, tenth };
}
