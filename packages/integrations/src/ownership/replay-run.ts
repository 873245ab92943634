import { startReplay } from "@v1/db/ownership";
import type { OwnershipDeps, OwnershipScope } from "./types.ts";

export interface SyncQueue {
  enqueue(
    name: "sync-connection",
    payload: { brandId: string; connectionId: string; runId: string },
    options?: { key?: string },
  ): Promise<unknown>;
}

interface Replay {
  runId: string;
  /** These errors, those of one kind, or all of the run. */
  errorIds?: readonly string[] | undefined;
  code?: string | undefined;
  /** Of this field only; null: of whole records. */
  field?: string | null | undefined;
}

/**
 * Merges the records again that an earlier run could not take whole: from what is stored of them where that
 * is enough, else from the source, in a run that is limited to them.
 * @throws AppError `not_found`; `precondition_failed` where none is left; `conflict` while a run is active
 */
export async function replayRun(
  { db, queue }: { db: OwnershipDeps["db"]; queue: SyncQueue },
  scope: OwnershipScope,
  { runId, errorIds, code, field }: Replay,
): Promise<{ runId: string; records: number }> {
  const replay = {
    ...scope,
    runId,
    ...(errorIds ? { errorIds } : {}),
    ...(code ? { code } : {}),
    ...(field === undefined ? {} : { field }),
  };
  const { connectionId, ...started } = await startReplay(db, replay);
  const payload = { brandId: scope.brandId, connectionId, runId: started.runId };
  await queue.enqueue("sync-connection", payload, { key: started.runId });
  return started;
}
