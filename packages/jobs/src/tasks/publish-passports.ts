import { schemaTask } from "@trigger.dev/sdk";
import { drivePublication } from "@v1/integrations/passports";
import { jobsContext } from "../context.ts";
import { payloads } from "../payloads.ts";
import { catchError } from "../runtime/outcome.ts";

/** Publishes many passports. Delivered at least once: what is published is behind the checkpoint. */
export const publishPassportsTask = schemaTask({
  id: "publish-passports",
  schema: payloads["publish-passports"],
  concurrency: { perKey: 1 },
  retry: { maxAttempts: 8, minTimeoutInMs: 2000, maxTimeoutInMs: 300_000, factor: 2, randomize: true },
  maxDuration: 3600,
  catchError,
  run: async (payload, { signal }) => await drivePublication({ db: jobsContext().db }, payload, { signal }),
});
