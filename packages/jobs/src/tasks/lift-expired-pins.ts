import { schedules } from "@trigger.dev/sdk";
import type { WorkerDb } from "@v1/db";
import { inTransaction, liftExpiredPins } from "@v1/db/jobs";
import { jobsContext } from "../context.ts";
import { catchError } from "../runtime/outcome.ts";

/** Every five minutes: lifts the pins whose time is over. */
export const liftExpiredPinsTask = schedules.task({
  id: "lift-expired-pins",
  cron: "*/5 * * * *",
  concurrency: { total: 1 },
  retry: { maxAttempts: 1 },
  maxDuration: 280,
  catchError,
  run: async (_payload, { signal }) => await liftPins(jobsContext().db, { signal }),
});

/** @returns how many pins were lifted */
export async function liftPins(
  db: WorkerDb,
  { signal, batch = 500 }: { signal?: AbortSignal; batch?: number } = {},
): Promise<{ lifted: number }> {
  let lifted = 0;
  for (;;) {
    signal?.throwIfAborted();
    const pins = await inTransaction(db, async (client) => {
      // The seam: here, in this transaction, the planner gives the fields back to their owners.
      return await liftExpiredPins(client, { limit: batch });
    });
    lifted += pins.length;
    if (pins.length < batch) return { lifted };
  }
}
