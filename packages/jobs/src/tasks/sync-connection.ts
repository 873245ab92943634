import { schemaTask } from "@trigger.dev/sdk";
import { jobsContext } from "../context.ts";
import { payloads } from "../payloads.ts";
import { catchError } from "../runtime/outcome.ts";
import { syncEngine } from "../sync/engine.ts";
import { runSync } from "../sync/run-sync.ts";
import { showProgress } from "../sync/show-progress.ts";
import { traced } from "../tracing.ts";

/** One sync of one connection. Delivered at least once: the run's lease decides who works. */
export const syncConnectionTask = schemaTask({
  id: "sync-connection",
  schema: payloads["sync-connection"],
  // Two syncs of a brand at a time, so that a brand with many connections leaves room for the others.
  concurrency: { perKey: 2 },
  retry: { maxAttempts: 8, minTimeoutInMs: 2000, maxTimeoutInMs: 300_000, factor: 2, randomize: true },
  maxDuration: 6 * 3600,
  machine: "small-2x",
  catchError,
  run: async (payload, { signal }) => {
    const context = jobsContext();
    const deps = { context, engine: syncEngine(context), show: showProgress };
    const trace = { name: "sync-connection", kind: "task", from: payload.traceparent } as const;
    return await traced(trace, () => runSync(deps, payload, signal));
  },
});
