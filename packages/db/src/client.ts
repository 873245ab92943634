import { drizzle, type NodePgDatabase, NodePgSession, NodePgTransaction } from "drizzle-orm/node-postgres";
import { PgDialect } from "drizzle-orm/pg-core";
import { type ClientBase, Pool, type PoolClient } from "pg";
import { lend } from "./request/ask.ts";
import type { Caller } from "./request/first-query.ts";
import { RequestClient } from "./request/request-client.ts";
import { retryTransaction } from "./retry.ts";

export interface OpenOptions {
  url: string;
  /** Connections at most, 10 by default. */
  max?: number;
  /** Called when an idle connection breaks; the pool replaces it by itself. */
  onIdleError?: (error: Error) => void;
}

interface OpenedDb {
  readonly pool: Pool;
  readonly orm: NodePgDatabase;
  close(): Promise<void>;
}

/** For requests: nothing is read or written but through `asUser` and `asApiKey`. */
export interface UserDb extends OpenedDb {
  readonly kind: "user";
  /** Whether sessions keep the plans of statements that ask for it. */
  readonly keepsPlans: boolean;
}

/** For workers: passes row-level security, so that every statement must name its brand. */
export interface WorkerDb extends OpenedDb {
  readonly kind: "worker";
}

/** A transaction that is under way; `tx.transaction` opens a savepoint in it. */
export type Tx = Parameters<Parameters<NodePgDatabase["transaction"]>[0]>[0];

/** Verified claims of an access token. */
export interface UserClaims {
  sub: string;
  [claim: string]: unknown;
}

/** What a checked API key stands for. */
export interface ApiKeyClaims {
  brand_id: string;
  scopes: readonly string[];
  key_id?: string;
}

const DIALECT = new PgDialect();

/**
 * The pool of the process that answers requests. `keepsPlans` must be false behind a transaction pooler
 * that does not know named statements.
 */
export function openDb({ keepsPlans = true, ...options }: OpenOptions & { keepsPlans?: boolean }): UserDb {
  return { kind: "user", keepsPlans, ...open(options) };
}

/** The pool of a process that works for all brands. */
export function openWorkerDb(options: OpenOptions): WorkerDb {
  return { kind: "worker", ...open(options, roomForTables) };
}

/**
 * Gives a session's temporary tables the memory that a chunk needs; by default they spill to files.
 * Only possible before the session's first one, and a pooler in between may refuse it: it is slower then.
 */
async function roomForTables(client: ClientBase): Promise<void> {
  await client.query("set temp_buffers = '64MB'").catch(() => undefined);
}

/**
 * One transaction with the rights of the user whom the claims name: the policies see them as Supabase
 * would show them. It begins with the first statement, in the same write. Runs again after a
 * deadlock, so `work` must do nothing outside the database.
 */
export function asUser<T>(db: UserDb, claims: UserClaims, work: (tx: Tx) => Promise<T>): Promise<T> {
  return request(db, { role: "authenticated", claims: JSON.stringify(claims) }, work);
}

/** The same for a request with an API key, which reads what members may, in its own brand only. */
export function asApiKey<T>(db: UserDb, claims: ApiKeyClaims, work: (tx: Tx) => Promise<T>): Promise<T> {
  return request(db, { role: "api_client", claims: JSON.stringify(claims) }, work);
}

/** Answers when the database does. */
export async function ping(db: UserDb | WorkerDb): Promise<void> {
  await db.pool.query("select 1");
}

function request<T>(db: UserDb, caller: Caller, work: (tx: Tx) => Promise<T>): Promise<T> {
  return retryTransaction(() => attempt(db, caller, work));
}

async function attempt<T>(db: UserDb, caller: Caller, work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await db.pool.connect();
  const lent = new RequestClient(client, caller, db);
  const session = new NodePgSession(lent as unknown as PoolClient, DIALECT, undefined);
  let broken: Error | undefined;
  try {
    const tx: Tx = new NodePgTransaction(DIALECT, session, undefined);
    lend(tx, lent);
    const result = await work(tx);
    await lent.end("commit");
    return result;
  } catch (error) {
    await lent.end("rollback").catch((lost: Error) => {
      broken = lost;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

function open(
  { url, max = 10, onIdleError = () => {} }: OpenOptions,
  onConnect: (client: ClientBase) => Promise<void> = async () => {},
): OpenedDb {
  const pool = new Pool({ connectionString: url, max, application_name: "v1", onConnect });
  // Without listeners, a connection that breaks while idle, or while lent out between two queries,
  // would end the process. Whoever borrowed it learns of it from the next query.
  pool.on("error", onIdleError);
  pool.on("connect", (client) => client.on("error", () => {}));
  return { pool, orm: drizzle({ client: pool }), close: () => pool.end() };
}
