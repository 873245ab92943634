import type { WorkerDb } from "@v1/db";
import { until } from "./until.ts";
import type { Worker } from "./workers.ts";

export interface DatabaseSession {
  pid: number;
  state: string;
  inTransaction: boolean;
  /** Holds the brand's advisory lock: it is inside a chunk's transaction. */
  holdsBrand: boolean;
  /** The session that it waits for. */
  blockedBy: number[];
}

/** A worker's sessions, as the server sees them. */
export async function sessionsOf(db: WorkerDb, worker: string): Promise<DatabaseSession[]> {
  const { rows } = await db.pool.query<DatabaseSession>(
    `select a.pid, a.state, a.xact_start is not null as "inTransaction", pg_blocking_pids(a.pid) as "blockedBy",
       exists (select from pg_locks l where l.pid = a.pid and l.locktype = 'advisory' and l.granted) as "holdsBrand"
     from pg_stat_activity a where a.application_name = $1 and a.datname = current_database()`,
    [worker],
  );
  return rows;
}

/** Waits until the server has ended what a dead worker left: its transaction is rolled back then. */
export async function untilGone(db: WorkerDb, worker: string): Promise<void> {
  await until(async () => (await sessionsOf(db, worker)).length === 0, `the sessions of ${worker} end`);
}

/** Rows that every chunk's transaction needs, each at another point of it. */
export const OBSTACLES = {
  /** Right after the lease was proved. */
  "before the plan": "select from ownership_versions where brand_id = $1 for update",
  /** A new product's foreign key. */
  "among the writes": "select from brands where id = $1 for update",
  /** Where the checkpoint is moved: all else is written. */
  "before the commit": "select from sync_runs where brand_id = $1 and status = 'running' for update",
} as const;
export type Obstacle = keyof typeof OBSTACLES;

/** Holds such a row in a transaction of its own until it is let go. */
export async function obstruct(
  db: WorkerDb,
  brandId: string,
  obstacle: Obstacle,
): Promise<{ pid: number; release(): Promise<void> }> {
  const client = await db.pool.connect();
  // A restart of the server ends this session too.
  client.on("error", () => undefined);
  await client.query("begin");
  await client.query(OBSTACLES[obstacle], [brandId]);
  const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
  return {
    pid: rows[0]?.pid ?? 0,
    release: async () => {
      await client.query("rollback").catch(() => undefined);
      client.release(true);
    },
  };
}

/**
 * Waits until the worker's transaction, with the brand's lock in its hands, stands before the
 * obstacle. False where the machine was so slow that the worker's lease ran out before.
 */
export async function untilBlocked(db: WorkerDb, worker: Worker, by: number): Promise<boolean> {
  const how = await until(async () => {
    if (worker.news.some(({ type }) => type === "lost the lease")) return "lost";
    const sessions = await sessionsOf(db, worker.name);
    return sessions.some((session) => session.holdsBrand && session.blockedBy.includes(by)) && "blocked";
  }, `${worker.name} waits inside a chunk`);
  return how === "blocked";
}
