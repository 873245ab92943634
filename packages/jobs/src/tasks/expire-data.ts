import { schedules } from "@trigger.dev/sdk";
import { jobsContext } from "../context.ts";
import { expireData } from "../retention/expire-data.ts";
import { expireImports } from "../retention/expire-imports.ts";
import { catchError } from "../runtime/outcome.ts";

/** Every night: makes the coming months' partitions and removes what is older than it is kept. */
export const expireDataTask = schedules.task({
  id: "expire-data",
  cron: "30 2 * * *",
  concurrency: { total: 1 },
  retry: { maxAttempts: 3, minTimeoutInMs: 60_000, maxTimeoutInMs: 600_000, factor: 2 },
  maxDuration: 4 * 3600,
  catchError,
  run: async ({ timestamp }, { signal }) => {
    const { db, env, files } = jobsContext();
    const kept = { now: timestamp, days: env.RETENTION_DAYS, signal };
    return { ...(await expireData(db, kept)), ...(await expireImports({ db, files }, kept)) };
  },
});
