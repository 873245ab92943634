import { retryTransaction } from "@v1/db";
import {
  beginChunk,
  type ChunkInput,
  mergeChunk,
  type Statistics,
  type SyncClient,
  type Tallies,
  unstage,
} from "@v1/db/sync";

import { type PreparedChunk, prepareAgain } from "./prepare-chunk.ts";
import { type Checkpoint, LeaseLost, ownershipOf, type Session } from "./session.ts";

export interface Merged {
  tallies: Tallies;
  cancelRequested: boolean;
}

/** How often a chunk is planned again because an owner changed under it. */
const MOST_REPLANS = 20;

/**
 * Merges one chunk that was prepared, and begun, on this session; where an owner changed meanwhile it is
 * staged and planned again.
 * @throws LeaseLost where another worker took over; nothing is written then
 */
export async function mergePrepared(
  session: Session,
  { client, statistics }: { client: SyncClient; statistics: Statistics },
  { prepared, before }: { prepared: PreparedChunk; before: Tallies },
): Promise<Merged> {
  const { run } = session;
  let chunk = prepared;
  let isBegun = true;
  for (let attempt = 0; attempt < MOST_REPLANS; attempt += 1) {
    const result = await retryTransaction(async () => {
      if (!isBegun) await beginChunk(client, run, chunk);
      isBegun = false;
      return mergeChunk(client, run, mergeInput(chunk, before));
    });
    if (result.status === "lost") throw new LeaseLost();
    if (result.status === "merged") {
      await statistics.added(client, result.linked);
      return result;
    }
    await unstage(client, { brandId: run.brandId, token: run.token, chunk: chunk.chunk });
    const ownership = await ownershipOf(session);
    chunk = await prepareAgain(session, client, { prepared: chunk, ownership });
  }
  throw new Error(`Ownership changed ${MOST_REPLANS} times while chunk ${chunk.chunk} was merged.`);
}

function mergeInput(chunk: PreparedChunk, before: Tallies): ChunkInput {
  const checkpoint: Checkpoint = { chunk: chunk.chunk + 1, position: chunk.position };
  return {
    chunk: chunk.chunk,
    shape: chunk.shape,
    namesTwice: chunk.namesTwice,
    ownership: chunk.ownership,
    seen: chunk.seen,
    errors: chunk.errors,
    before,
    counted: { read: chunk.read, unchanged: chunk.unchanged, failed: chunk.failed },
    checkpoint,
    total: chunk.total,
  };
}
