import { schemaTask } from "@trigger.dev/sdk";
import { notifyRun } from "@v1/db/jobs";
import { driveAdoption } from "@v1/integrations/ownership";
import { jobsContext } from "../context.ts";
import { payloads } from "../payloads.ts";
import { catchError } from "../runtime/outcome.ts";
import { connectorOf } from "../sync/connector-of.ts";
import { throttle } from "../sync/throttle.ts";

/** Adopts what a new owner said. Delivered at least once: whatever was adopted is behind the run's checkpoint. */
export const transferOwnershipTask = schemaTask({
  id: "transfer-ownership",
  schema: payloads["transfer-ownership"],
  concurrency: { perKey: 2 },
  retry: { maxAttempts: 8, minTimeoutInMs: 2000, maxTimeoutInMs: 300_000, factor: 2, randomize: true },
  maxDuration: 3600,
  catchError,
  run: async (payload, { signal }) => {
    const { db, env } = jobsContext();
    const tell = throttle(() => notifyRun(db.pool, payload), { everyMs: 250 });
    try {
      const options = { signal, size: env.TRANSFER_CHUNK, onChunk: tell.soon };
      return await driveAdoption({ db, connector: connectorOf }, payload, options);
    } finally {
      await tell.now();
    }
  },
});
