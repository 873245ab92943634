import type { WorkerDb } from "../../client.ts";
import type { AdoptionRef } from "./adopt-chunk.ts";

/** Ends a transfer's run that cannot go on. What its chunks adopted stands. */
export async function failAdoption(
  db: WorkerDb,
  { brandId, runId }: AdoptionRef,
  error: { code: string; message: string; hint?: string },
): Promise<void> {
  await db.pool.query(
    `update sync_runs set status = 'failed', error = $3, finished_at = now()
     where brand_id = $1 and id = $2 and kind = 'transfer' and status in ('queued', 'running')`,
    [brandId, runId, JSON.stringify(error)],
  );
}
