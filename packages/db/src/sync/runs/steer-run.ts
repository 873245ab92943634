import { AppError } from "@v1/core";
import type { WorkerDb } from "../../client.ts";

interface RunRef {
  brandId: string;
  runId: string;
}

/**
 * Asks a run to stop. A running one stops after the chunk at hand; one that waits ends now.
 * @throws AppError `conflict` where the run has ended already
 */
export async function requestCancel(db: WorkerDb, { brandId, runId }: RunRef): Promise<void> {
  const { rowCount } = await db.pool.query(
    `update sync_runs set cancel_requested_at = coalesce(cancel_requested_at, now()),
       status = case when status = 'running' then status else 'cancelled' end,
       finished_at = case when status = 'running' then null else now() end
     where brand_id = $1 and id = $2 and status in ('queued', 'running', 'awaiting_approval')`,
    [brandId, runId],
  );
  if (!rowCount) {
    throw new AppError({
      code: "conflict",
      message: "This run has ended already.",
      hint: "Reload the page to see how it ended.",
    });
  }
}

/**
 * Lets a run that waits for approval archive what is gone. The caller enqueues the run again.
 * @throws AppError `conflict` where the run is not waiting
 */
export async function approveRun(
  db: WorkerDb,
  { brandId, runId, userId }: RunRef & { userId: string },
): Promise<void> {
  const { rowCount } = await db.pool.query(
    `update sync_runs set approved_at = now(), approved_by = $3, status = 'running'
     where brand_id = $1 and id = $2 and status = 'awaiting_approval'`,
    [brandId, runId, userId],
  );
  if (!rowCount) {
    throw new AppError({
      code: "conflict",
      message: "This run is not waiting for an approval.",
      hint: "Reload the page: somebody may have decided already.",
    });
  }
}
