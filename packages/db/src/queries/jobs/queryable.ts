import type { QueryResult, QueryResultRow } from "pg";
import type { WorkerDb } from "../../client.ts";
import { retryTransaction } from "../../retry.ts";

/** Whatever can run one statement: a pool, or a client that holds a transaction. */
export interface Queryable {
  query<Row extends QueryResultRow>(text: string, values?: unknown[]): Promise<QueryResult<Row>>;
}

/**
 * Runs `work` in one transaction: all of it happens, or nothing. Runs it again after a deadlock, so
 * `work` must do nothing outside the database.
 */
export function inTransaction<T>(db: WorkerDb, work: (client: Queryable) => Promise<T>): Promise<T> {
  return retryTransaction(() => once(db, work));
}

async function once<T>({ pool }: WorkerDb, work: (client: Queryable) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: unknown;
  try {
    await client.query("begin");
    const result = await work(client);
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback").catch((lost: unknown) => {
      broken = lost;
    });
    throw error;
  } finally {
    client.release(broken instanceof Error ? broken : undefined);
  }
}
