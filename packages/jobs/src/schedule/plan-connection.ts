import type { ConnectionPlan, ScheduledConnection } from "@v1/db/jobs";
import { nextTime } from "./next-time.ts";

/**
 * The next times of a connection: those that have passed, or were never worked out, are worked out
 * now; those to come stay.
 */
export function planConnection(connection: ScheduledConnection, now: Date): ConnectionPlan {
  const { brandId, connectionId, scheduleCron, fullReadCron } = connection;
  const plan = { brandId, connectionId, nextSyncAt: null, nextFullSyncAt: null };
  try {
    const next = (cron: string | null, current: Date | null) => {
      if (cron === null) return null;
      return current && current > now ? current : nextTime(cron, { after: now, connectionId });
    };
    return {
      ...plan,
      nextSyncAt: next(scheduleCron, connection.nextSyncAt),
      nextFullSyncAt: next(fullReadCron, connection.nextFullSyncAt),
      problem: null,
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ...plan, problem: `The schedule of this connection cannot be followed: ${reason}` };
  }
}
