import type { ConnectionPlan, ScheduledConnection } from "@v1/db/jobs";
import { nextTime } from "./next-time.ts";

/**
 * The next times of a connection that is started now: those that have passed are worked out anew,
 * those to come stay.
 */
export function planConnection(connection: ScheduledConnection, now: Date): ConnectionPlan {
  return plan(connection, now, (current) => current !== null && current > now);
}

/** The next times that were never worked out. What is due already stays due. */
export function planMissingTimes(connection: ScheduledConnection, now: Date): ConnectionPlan {
  return plan(connection, now, (current) => current !== null);
}

function plan(
  connection: ScheduledConnection,
  now: Date,
  stays: (current: Date | null) => boolean,
): ConnectionPlan {
  const { brandId, connectionId, scheduleCron, fullReadCron, nextSyncAt, nextFullSyncAt } = connection;
  const next = (cron: string | null, current: Date | null) => {
    if (cron === null) return null;
    return stays(current) ? current : nextTime(cron, { after: now, connectionId });
  };
  const ids = { brandId, connectionId };
  try {
    const times = {
      nextSyncAt: next(scheduleCron, nextSyncAt),
      nextFullSyncAt: next(fullReadCron, nextFullSyncAt),
    };
    return { ...ids, ...times, problem: null };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const problem = `The schedule of this connection cannot be followed: ${reason}`;
    return { ...ids, nextSyncAt: null, nextFullSyncAt: null, problem };
  }
}
