import { schemaTask } from "@trigger.dev/sdk";
import { jobsContext } from "../context.ts";
import { eraseBrand } from "../erasure/erase-brand.ts";
import { payloads } from "../payloads.ts";
import { catchError } from "../runtime/outcome.ts";

/** Erases a deleted brand, rows and files, and leaves a receipt. The only hard delete there is. */
export const eraseBrandTask = schemaTask({
  id: "erase-brand",
  schema: payloads["erase-brand"],
  concurrency: { perKey: 1, total: 2 },
  retry: { maxAttempts: 10, minTimeoutInMs: 5000, maxTimeoutInMs: 600_000, factor: 2 },
  maxDuration: 4 * 3600,
  catchError,
  run: async (payload, { signal }) => await eraseBrand(jobsContext(), payload, { signal }),
});
