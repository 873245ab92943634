import { schemaTask } from "@trigger.dev/sdk";
import { jobsContext } from "../context.ts";
import { runCommit } from "../imports/run-commit.ts";
import { payloads } from "../payloads.ts";
import { catchError } from "../runtime/outcome.ts";
import { syncEngine } from "../sync/engine.ts";
import { showProgress } from "../sync/show-progress.ts";

/** Merges a validated file's products: a sync like any other, whose source is the file. */
export const commitImportTask = schemaTask({
  id: "commit-import",
  schema: payloads["commit-import"],
  concurrency: { perKey: 2 },
  retry: { maxAttempts: 8, minTimeoutInMs: 2000, maxTimeoutInMs: 300_000, factor: 2, randomize: true },
  maxDuration: 6 * 3600,
  machine: "small-2x",
  catchError,
  run: async (payload, { signal }) => {
    const context = jobsContext();
    return await runCommit({ context, engine: syncEngine(context), show: showProgress }, payload, signal);
  },
});
