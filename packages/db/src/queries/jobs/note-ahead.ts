import type { Queryable } from "./queryable.ts";

interface AheadRun {
  brandId: string;
  runId: string;
  ahead: { read: number; mapped: number; staged: number; total: number | null };
}

/** Keeps how far a run is ahead of what it has merged, for whoever looks at it; of a run that is over nothing. */
export async function noteAhead(db: Queryable, { brandId, runId, ahead }: AheadRun): Promise<void> {
  const { total, ...counts } = ahead;
  await db.query(
    `update sync_runs set ahead = $3, total = coalesce($4, total)
     where brand_id = $1 and id = $2 and status = 'running'`,
    [brandId, runId, JSON.stringify(counts), total],
  );
}
