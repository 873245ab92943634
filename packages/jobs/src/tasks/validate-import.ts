import { schemaTask } from "@trigger.dev/sdk";
import { runValidation } from "@v1/integrations/imports";
import { jobsContext } from "../context.ts";
import { payloads } from "../payloads.ts";
import { catchError } from "../runtime/outcome.ts";

/** Reads an uploaded file and keeps its rows with what is wrong with each. Starts over where it was killed. */
export const validateImportTask = schemaTask({
  id: "validate-import",
  schema: payloads["validate-import"],
  concurrency: { perKey: 2 },
  retry: { maxAttempts: 5, minTimeoutInMs: 5000, maxTimeoutInMs: 300_000, factor: 2, randomize: true },
  maxDuration: 3600,
  machine: "small-2x",
  catchError,
  run: async (payload, { signal }) => await runValidation(jobsContext(), payload, signal),
});
