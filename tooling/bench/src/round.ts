import { rmSync } from "node:fs";
import { join } from "node:path";
import { type CopyRound, runCopyRound } from "./copy-round.ts";
import { withDatabase } from "./database.ts";
import { say } from "./progress.ts";
import type { SyncRun } from "./protocol.ts";
import type { Bench } from "./server.ts";
import type { Source } from "./source.ts";
import { runFirstSync, runSyncRound, type Sources, type SyncRound } from "./sync-round.ts";

export interface Round {
  sync: SyncRound;
  copy: CopyRound;
  /** A first sync of a tenth, in a process of its own: for its memory. */
  tenth: SyncRun;
}

/** Both sides of the comparison, one right after the other and on the same tables. */
export async function runRound(bench: Bench, sources: Sources & { tenth: Source }): Promise<Round> {
  const { serverUrl, files, profile } = bench;
  const exported = join(files, "exported");
  const both = await withDatabase(serverUrl, async (url) => {
    const sync = await runSyncRound({ url, sources, exported, profile });
    const copy = await runCopyRound(url, sync.left, exported);
    return { sync, copy };
  });
  rmSync(exported, { recursive: true, force: true });
  say(`  memory at ${sources.tenth.products.toLocaleString("en")} products`);
  const tenth = await withDatabase(serverUrl, (url) => runFirstSync({ url, source: sources.tenth, profile }));
  return { ...both, tenth };
}
