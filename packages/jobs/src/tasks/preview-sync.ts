import { schemaTask } from "@trigger.dev/sdk";
import { notifyRun } from "@v1/db/jobs";
import { drivePreview } from "@v1/integrations/ownership";
import { jobsContext } from "../context.ts";
import { payloads } from "../payloads.ts";
import { catchError } from "../runtime/outcome.ts";
import { depsOf } from "../sync/engine.ts";

/** Looks what a sync would do. Delivered at least once: what was looked at is behind the preview's checkpoint. */
export const previewSyncTask = schemaTask({
  id: "preview-sync",
  schema: payloads["preview-sync"],
  concurrency: { perKey: 1 },
  retry: { maxAttempts: 5, minTimeoutInMs: 2000, maxTimeoutInMs: 60_000, factor: 2, randomize: true },
  maxDuration: 3600,
  machine: "small-2x",
  catchError,
  run: async (payload, { signal }) => {
    const context = jobsContext();
    try {
      return await drivePreview(depsOf(context, payload.brandId, signal), payload);
    } finally {
      await notifyRun(context.db.pool, payload);
    }
  },
});
