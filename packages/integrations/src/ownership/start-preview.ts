import { startPreview, takePreviewOver } from "@v1/db/ownership";
import type { SyncQueue } from "./replay-run.ts";
import type { OwnershipDeps, OwnershipScope } from "./types.ts";

interface PreviewQueue {
  enqueue(
    name: "preview-sync",
    payload: { brandId: string; runId: string },
    options?: { key?: string },
  ): Promise<unknown>;
}

/**
 * Starts the preview of a sync: a worker reads the source and rehearses the merge.
 * @throws AppError `forbidden`; `not_found`
 */
export async function previewSync(
  { db, queue }: { db: OwnershipDeps["db"]; queue: PreviewQueue },
  scope: OwnershipScope,
  request: { connectionId: string; mode: "auto" | "full" | "incremental" },
): Promise<{ runId: string }> {
  const { runId } = await startPreview(db, { ...scope, ...request });
  await queue.enqueue("preview-sync", { brandId: scope.brandId, runId }, { key: runId });
  return { runId };
}

/**
 * Starts the sync that merges exactly what a preview read.
 * @throws AppError `precondition_failed` with what has changed since, unless `anyway`; `conflict`; `not_found`
 */
export async function takeOver(
  { db, queue }: { db: OwnershipDeps["db"]; queue: SyncQueue },
  scope: OwnershipScope,
  request: { runId: string; anyway?: boolean },
): Promise<{ runId: string }> {
  const { runId, connectionId } = await takePreviewOver(db, { ...scope, ...request });
  await queue.enqueue("sync-connection", { brandId: scope.brandId, connectionId, runId }, { key: runId });
  return { runId };
}
