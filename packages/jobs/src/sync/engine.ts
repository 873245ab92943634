import { startRun, syncConnection } from "@v1/integrations";
import type { JobsContext } from "../context.ts";
import type { SyncEngine } from "./run-sync.ts";

/** The sync engine, with what this process gives it. */
export function syncEngine({ db, sync }: JobsContext): SyncEngine {
  return {
    start: ({ brandId, connectionId, mode, trigger, startedBy }) =>
      startRun(db, { brandId, connectionId, mode, trigger, startedBy }),
    sync: (job, signal) => syncConnection({ ...sync, signal }, job),
  };
}
