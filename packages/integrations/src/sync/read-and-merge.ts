import { Statistics, type SyncClient } from "@v1/db/sync";

import type { ReadSummary } from "../kit/connector.ts";
import { type Merged, mergePrepared } from "./merge-prepared.ts";
import { prepareChunk } from "./prepare-chunk.ts";
import { readPages } from "./read-pages.ts";
import { CancelRequested, ownershipOf, type Session } from "./session.ts";
import type { SyncEvent } from "./types.ts";

/** How far back an incremental read begins before the watermark: sources commit late (milliseconds). */
export const OVERLAP_MS = 5 * 60_000;

/**
 * Reads page by page. While one chunk is merged on one session, the next is read, mapped and staged
 * on another, so that two pages are in memory at most.
 */
export async function* readAndMerge(session: Session): AsyncGenerator<SyncEvent, ReadSummary> {
  const { pool } = session.deps.db;
  const clients: SyncClient[] = [];
  let broken = true;
  try {
    for (let i = 0; i < 2; i += 1) clients.push(await pool.connect());
    const [stage, merge] = clients as [SyncClient, SyncClient];
    const result = yield* pump(session, { stage, merge, statistics: new Statistics() });
    broken = false;
    return result;
  } finally {
    for (const client of clients) client.release(broken);
  }
}

interface Clients {
  stage: SyncClient;
  merge: SyncClient;
  statistics: Statistics;
}

async function* pump(session: Session, clients: Clients): AsyncGenerator<SyncEvent, ReadSummary> {
  const pages = readPages(session);
  let { chunk } = session.checkpoint;
  let merging: Promise<Merged> | null = null;
  let inFlight: readonly string[] = [];
  let total = session.opened.total;
  try {
    for (let next = await pages.next(); ; next = await pages.next()) {
      const prepared = next.done
        ? null
        : await prepareChunk(session, clients.stage, {
            chunk,
            page: next.value,
            ownership: await ownershipOf(session),
            inFlight,
          });
      if (merging) {
        const merged: Merged = await merging;
        merging = null;
        session.tallies = merged.tallies;
        yield { type: "chunk", runId: session.job.runId, chunk: chunk - 1, tallies: merged.tallies, total };
        if (merged.cancelRequested) throw new CancelRequested();
      }
      if (next.done || !prepared) return next.value as ReadSummary;
      session.context.signal.throwIfAborted();
      total = prepared.page.total ?? total;
      merging = mergePrepared(session, clients, { prepared, before: session.tallies });
      // Awaited in the next round; a failure meanwhile must not count as unhandled.
      merging.catch(() => undefined);
      inFlight = prepared.seen;
      chunk += 1;
    }
  } finally {
    await merging?.catch(() => undefined);
    await pages.return?.({ verified: false });
  }
}
