import { schemaTask } from "@trigger.dev/sdk";
import { notifyRun } from "@v1/db/jobs";
import { driveUndo } from "@v1/integrations/ownership";
import { jobsContext } from "../context.ts";
import { payloads } from "../payloads.ts";
import { catchError } from "../runtime/outcome.ts";
import { throttle } from "../sync/throttle.ts";

/** Undoes a run. Delivered at least once: whatever was undone is behind the checkpoint of the undo. */
export const undoRunTask = schemaTask({
  id: "undo-run",
  schema: payloads["undo-run"],
  concurrency: { perKey: 2 },
  retry: { maxAttempts: 8, minTimeoutInMs: 2000, maxTimeoutInMs: 300_000, factor: 2, randomize: true },
  maxDuration: 3600,
  catchError,
  run: async (payload, { signal }) => {
    const { db } = jobsContext();
    const tell = throttle(() => notifyRun(db.pool, payload), { everyMs: 250 });
    try {
      return await driveUndo({ db }, payload, { signal, onChunk: tell.soon });
    } finally {
      await tell.now();
    }
  },
});
