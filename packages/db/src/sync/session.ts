import type { PoolClient } from "pg";
import type { WorkerDb } from "../client.ts";

/** Lends a session for `work`; one that threw is thrown away, since its state is unknown. */
export async function withSession<T>(db: WorkerDb, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await db.pool.connect();
  let broken = true;
  try {
    const result = await work(client);
    broken = false;
    return result;
  } finally {
    client.release(broken);
  }
}

/**
 * Gives a session's temporary tables the memory that a chunk needs (64 MB); by default they spill to
 * files. Only possible before the session's first temporary table, and the same value is no change.
 */
export async function prepareSession(client: PoolClient): Promise<void> {
  await client.query("set temp_buffers = '64MB'");
}
