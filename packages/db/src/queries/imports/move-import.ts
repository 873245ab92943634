import { AppError } from "@v1/core";
import type { WorkerDb } from "../../client.ts";
import type { ImportStatus } from "./import-record.ts";

export interface ImportRef {
  brandId: string;
  importId: string;
}

/** What changes along with the status; what is left out stays. */
export interface ImportChange {
  from: readonly ImportStatus[];
  to: ImportStatus;
  mapping?: object;
  summary?: object | null;
  failure?: object | null;
  runId?: string;
}

const MOVE = `
update import_jobs set status = $4,
  mapping = coalesce($5, mapping),
  summary = case when $6 then $7 else summary end,
  failure = case when $8 then $9 else failure end,
  run_id = coalesce($10, run_id),
  rows_read = case when $4 in ('PENDING', 'VALIDATING') then null else rows_read end,
  started_at = case when $4 = 'VALIDATING' then now() else started_at end,
  commit_started_at = case when $4 = 'COMMITTING' then coalesce(commit_started_at, now()) else commit_started_at end,
  finished_at = case when $4 in ('COMPLETED', 'FAILED', 'CANCELLED') then now() end,
  updated_at = now()
where brand_id = $1 and id = $2 and coalesce((
    select upper(r.status) from sync_runs r
    where import_jobs.status = 'COMMITTING' and r.brand_id = import_jobs.brand_id and r.id = import_jobs.run_id
      and r.status in ('completed', 'failed', 'cancelled')
  ), status) = any($3::text[])`;

/**
 * Moves an import from one of some statuses to another, in one statement: of two who try, one does. An
 * import whose run has ended stands where the run does.
 * @returns false where it stood elsewhere
 */
export async function moveImport(db: WorkerDb, ref: ImportRef, change: ImportChange): Promise<boolean> {
  const json = (value: object | null | undefined) => (value ? JSON.stringify(value) : null);
  const { rowCount } = await db.pool.query(MOVE, [
    ref.brandId,
    ref.importId,
    change.from,
    change.to,
    json(change.mapping),
    change.summary !== undefined,
    json(change.summary),
    change.failure !== undefined,
    json(change.failure),
    change.runId ?? null,
  ]);
  await db.pool.query("select pg_notify('imports', $1)", [JSON.stringify(ref)]);
  return rowCount === 1;
}

/** Notes how far the reading is, and hears whether it should go on. */
export async function noteProgress(db: WorkerDb, ref: ImportRef, rows: number): Promise<boolean> {
  const { rowCount } = await db.pool.query(
    `update import_jobs set rows_read = $3 where brand_id = $1 and id = $2 and status = 'VALIDATING'`,
    [ref.brandId, ref.importId, rows],
  );
  await db.pool.query("select pg_notify('imports', $1)", [JSON.stringify(ref)]);
  return rowCount === 1;
}

/** Says why an import could not be moved. */
export function standsElsewhere(status: ImportStatus, wanted: string): AppError {
  return new AppError({
    code: "conflict",
    message: `The import is ${status.toLowerCase()}, so it cannot be ${wanted}.`,
    hint: "Reload the page to see how it stands; start a new import where this one has ended.",
  });
}
