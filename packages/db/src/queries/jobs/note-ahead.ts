import type { Queryable } from "./queryable.ts";

/** Keeps how far a run is ahead of what it has merged, for whoever looks at it; of a run that is over nothing. */
export async function noteAhead(
  db: Queryable,
  run: { brandId: string; runId: string; ahead: { read: number; mapped: number; staged: number } },
): Promise<void> {
  await db.query("update sync_runs set ahead = $3 where brand_id = $1 and id = $2 and status = 'running'", [
    run.brandId,
    run.runId,
    JSON.stringify(run.ahead),
  ]);
}
