import type { WorkerDb } from "../../client.ts";
import type { Queryable } from "../jobs/queryable.ts";
import {
  type CredentialsRow,
  findCredentials,
  type StoredCredentials,
  storeCredentials,
} from "./store-credentials.ts";

interface Scope {
  brandId: string;
  connectionId: string;
}

/** What to give back, and what to store instead, if anything. */
interface Outcome<T> {
  result: T;
  row?: CredentialsRow;
}

/**
 * Runs `work` while nobody else can change or lock a connection's credentials, and stores what it
 * gives. Not repeated after a failure: `work` may do things outside the database, and should be quick.
 * @returns null where the connection has no credentials
 */
export async function withLockedCredentials<T>(
  { pool }: WorkerDb,
  scope: Scope,
  work: (stored: StoredCredentials) => Promise<Outcome<T>>,
): Promise<{ result: T } | null> {
  const client = await pool.connect();
  let broken: unknown;
  try {
    await client.query("begin");
    const outcome = await underLock(client, scope, work);
    await client.query("commit");
    return outcome;
  } catch (error) {
    await client.query("rollback").catch((lost: unknown) => {
      broken = lost;
    });
    throw error;
  } finally {
    client.release(broken instanceof Error ? broken : undefined);
  }
}

async function underLock<T>(
  client: Queryable,
  scope: Scope,
  work: (stored: StoredCredentials) => Promise<Outcome<T>>,
): Promise<{ result: T } | null> {
  await client.query(
    "select from integration_credentials where brand_id = $1 and connection_id = $2 for update",
    [scope.brandId, scope.connectionId],
  );
  // Read after the lock was got: whoever held it may have changed them.
  const stored = await findCredentials(client, scope);
  if (!stored) return null;
  const { result, row } = await work(stored);
  if (row) await storeCredentials(client, scope, { row });
  return { result };
}
