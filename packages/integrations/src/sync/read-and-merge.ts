import { beginChunk, Statistics, type SyncClient } from "@v1/db/sync";

import type { ReadSummary } from "../kit/connector.ts";
import { type Merged, mergePrepared } from "./merge-prepared.ts";
import { type PreparedChunk, prepareChunk } from "./prepare-chunk.ts";
import { readPages } from "./read-pages.ts";
import { CancelRequested, ownershipOf, type Session } from "./session.ts";
import type { SyncEvent } from "./types.ts";

/** How far back an incremental read begins before the watermark: sources commit late (milliseconds). */
export const OVERLAP_MS = 5 * 60_000;

/**
 * Reads page by page. Two sessions take turns: while a chunk is merged on one, the next is read, mapped,
 * staged and taken apart on the other, so that two pages are in memory at most.
 */
export async function* readAndMerge(session: Session): AsyncGenerator<SyncEvent, ReadSummary> {
  const { pool } = session.deps.db;
  const clients: SyncClient[] = [];
  let broken = true;
  try {
    for (let i = 0; i < 2; i += 1) clients.push(await pool.connect());
    const [first, second] = clients as [SyncClient, SyncClient];
    const result = yield* pump(session, [first, second]);
    broken = false;
    return result;
  } finally {
    for (const client of clients) client.release(broken);
  }
}

async function* pump(
  session: Session,
  [first, second]: [SyncClient, SyncClient],
): AsyncGenerator<SyncEvent, ReadSummary> {
  const pages = readPages(session);
  const statistics = new Statistics();
  let [client, other] = [first, second];
  let { chunk } = session.checkpoint;
  let merging: Promise<Merged> | null = null;
  let inFlight: readonly string[] = [];
  let total = session.opened.total;
  try {
    for (;;) {
      const next = await nextChunk(session, client, { pages, chunk, inFlight });
      if (merging) {
        const merged: Merged = await merging;
        merging = null;
        session.tallies = merged.tallies;
        yield { type: "chunk", runId: session.job.runId, chunk: chunk - 1, tallies: merged.tallies, total };
        if (merged.cancelRequested) throw new CancelRequested();
      }
      if ("summary" in next) return next.summary;
      session.context.signal.throwIfAborted();
      const { prepared } = next;
      total = prepared.total ?? total;
      merging = mergePrepared(session, { client, statistics }, { prepared, before: session.tallies });
      // Awaited in the next round; a failure meanwhile must not count as unhandled.
      merging.catch(() => undefined);
      [client, other] = [other, client];
      inFlight = prepared.seen;
      chunk += 1;
    }
  } finally {
    await merging?.catch(() => undefined);
    await pages.return?.({ verified: false });
  }
}

/**
 * All that can be done for a chunk before the one ahead of it is merged. The page is let go with this call:
 * what it holds is several times as large as what is staged.
 */
async function nextChunk(
  session: Session,
  client: SyncClient,
  { pages, ...where }: { pages: ReturnType<typeof readPages>; chunk: number; inFlight: readonly string[] },
): Promise<{ prepared: PreparedChunk } | { summary: ReadSummary }> {
  const next = await pages.next();
  if (next.done) return { summary: next.value };
  const ownership = await ownershipOf(session);
  const prepared = await prepareChunk(session, client, { ...where, page: next.value, ownership });
  await beginChunk(client, session.run, prepared);
  return { prepared };
}
