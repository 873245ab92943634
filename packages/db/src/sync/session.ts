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
