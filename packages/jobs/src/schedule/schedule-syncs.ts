import type { WorkerDb } from "@v1/db";
import {
  failExhaustedRuns,
  findStalledRuns,
  inTransaction,
  lockDueConnections,
  lockUnplannedConnections,
  planConnections,
  type QueuedRun,
  queueScheduledRuns,
} from "@v1/db/jobs";
import type { JobQueue, QueueItem } from "../runtime/queue.ts";
import { planConnection, planMissingTimes } from "./plan-connection.ts";

interface Deps {
  db: WorkerDb;
  queue: JobQueue;
}

export interface ScheduleLimits {
  /** Syncs of one brand that wait or work at a time. */
  perBrand: number;
  /** Syncs started in one tick; what is left over is due in the next. */
  perTick: number;
  /** Seconds after which a queued run is offered to the queue again. */
  queuedSeconds: number;
  /** Starts after which a run that never ends is given up. */
  maxAttempts: number;
}

const LIMITS: ScheduleLimits = { perBrand: 4, perTick: 1000, queuedSeconds: 120, maxAttempts: 50 };

/**
 * One tick: works out next times, starts a run for each connection that is due, offers stuck runs to
 * the queue again. Safe to run twice at once: connections are locked, and the database allows one
 * active run per connection.
 * @returns how many runs were started, offered again, and given up
 */
export async function scheduleSyncs(
  { db, queue }: Deps,
  { now = new Date(), limits = LIMITS }: { now?: Date; limits?: ScheduleLimits } = {},
): Promise<{ started: number; resumed: number; exhausted: number }> {
  await inTransaction(db, async (client) => {
    const unplanned = await lockUnplannedConnections(client, { limit: limits.perTick });
    await planConnections(
      client,
      unplanned.map((connection) => planMissingTimes(connection, now)),
    );
  });
  const started = await inTransaction(db, async (client) => {
    const due = await lockDueConnections(client, { now, perBrand: limits.perBrand, limit: limits.perTick });
    const plans = due.map((connection) => planConnection(connection, now));
    await planConnections(client, plans);
    return await queueScheduledRuns(
      client,
      due.filter((_, index) => plans[index]?.problem === null),
    );
  });
  const exhausted = await failExhaustedRuns(db.pool, { ...limits, error: EXHAUSTED });
  const stalled = await findStalledRuns(db.pool, { ...limits, limit: limits.perTick });
  // After the commit: a job must find its run. A run without a job is offered again by a later tick.
  await queue.enqueueMany("sync-connection", [...started, ...stalled].map(itemOf));
  return { started: started.length, resumed: stalled.length, exhausted: exhausted.length };
}

function itemOf({ brandId, connectionId, runId }: QueuedRun): QueueItem<"sync-connection"> {
  return { payload: { brandId, connectionId, runId, trigger: "schedule" }, options: { key: runId } };
}

const EXHAUSTED = {
  code: "internal",
  message: "The run was started many times and never came to its end.",
  hint: "Look into the worker's log for what ends it; a new run starts with the next schedule.",
};
