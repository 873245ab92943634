import { schedules } from "@trigger.dev/sdk";
import { liftExpiredPins } from "@v1/integrations/ownership";
import { jobsContext } from "../context.ts";
import { catchError } from "../runtime/outcome.ts";
import { connectorOf } from "../sync/connector-of.ts";

/** Every five minutes: lifts the pins whose time is over, and gives their fields back to the owners. */
export const liftExpiredPinsTask = schedules.task({
  id: "lift-expired-pins",
  cron: "*/5 * * * *",
  concurrency: { total: 1 },
  retry: { maxAttempts: 1 },
  maxDuration: 280,
  catchError,
  run: async (_payload, { signal }) =>
    await liftExpiredPins({ db: jobsContext().db, connector: connectorOf }, { signal }),
});
