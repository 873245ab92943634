import { beginChunk, Statistics, type SyncClient } from "@v1/db/sync";

import type { ReadSummary } from "../kit/connector.ts";
import { type Merged, mergePrepared } from "./merge-prepared.ts";
import { type PreparationInput, type PreparedChunk, prepareChunk } from "./prepare-chunk.ts";
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
    for (let next = await pages.next(); ; next = await pages.next()) {
      const prepared = next.done
        ? null
        : await prepareAhead(session, client, { chunk, page: next.value, inFlight });
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

/** All that can be done for a chunk before the one ahead of it is merged. */
async function prepareAhead(
  session: Session,
  client: SyncClient,
  input: Omit<PreparationInput, "ownership">,
): Promise<PreparedChunk> {
  const prepared = await prepareChunk(session, client, { ...input, ownership: await ownershipOf(session) });
  await beginChunk(client, session.run, prepared);
  return prepared;
}
