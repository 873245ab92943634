import { schedules } from "@trigger.dev/sdk";
import { jobsContext } from "../context.ts";
import { catchError } from "../runtime/outcome.ts";
import { resumePublications } from "../schedule/resume-publications.ts";
import { scheduleSyncs } from "../schedule/schedule-syncs.ts";

/** Every minute: starts the syncs whose time has come, and those that got stuck again; publications too. */
export const scheduleSyncsTask = schedules.task({
  id: "schedule-syncs",
  cron: "* * * * *",
  concurrency: { total: 1 },
  // The next minute is the retry.
  retry: { maxAttempts: 1 },
  maxDuration: 120,
  catchError,
  run: async ({ timestamp }) => {
    const { db, queue } = jobsContext();
    const syncs = await scheduleSyncs({ db, queue }, { now: timestamp });
    return { ...syncs, publications: await resumePublications({ db, queue }) };
  },
});
