import type { Queryable } from "./queryable.ts";

/** Tells listeners of the channel `runs` that a run moved. Ids only: they read the row themselves. */
export async function notifyRun(db: Queryable, run: { brandId: string; runId: string }): Promise<void> {
  await db.query("select pg_notify('runs', $1)", [
    JSON.stringify({ brandId: run.brandId, runId: run.runId }),
  ]);
}
