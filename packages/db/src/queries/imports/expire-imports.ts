import type { Queryable } from "../jobs/queryable.ts";

/** An import whose file and rows are kept no longer. */
export interface ExpiredImport {
  brandId: string;
  importId: string;
  fileId: string;
  /** Of the file, in its store. */
  fileKey: string;
}

const AT_ONCE = 100;
const ROWS = 10_000;

/**
 * Imports that nobody has touched since, and that are not being read or merged: one that was left
 * behind counts as cancelled from now on, so that nobody commits what is about to go.
 */
export async function takeExpiredImports(db: Queryable, before: Date): Promise<ExpiredImport[]> {
  const { rows } = await db.query<ExpiredImport>(
    `with expired as (
      select j.brand_id, j.id, j.file_id from import_jobs j
      where j.file_id is not null and j.updated_at < $1
        and not exists (
          select from sync_runs r where r.brand_id = j.brand_id and r.id = j.run_id
            and r.status in ('queued', 'running', 'awaiting_approval')
        )
      order by j.id limit ${AT_ONCE} for update skip locked
    ), ended as (
      update import_jobs j set status = case when j.status in ('COMPLETED', 'FAILED') or j.status = 'COMMITTING' and j.run_id is not null
        then j.status else 'CANCELLED' end,
        finished_at = coalesce(j.finished_at, now())
      from expired e where j.brand_id = e.brand_id and j.id = e.id
      returning j.brand_id, j.id, j.file_id
    )
    select e.brand_id as "brandId", e.id as "importId", f.id as "fileId", f.path as "fileKey"
    from ended e join file_assets f on f.brand_id = e.brand_id and f.id = e.file_id`,
    [before],
  );
  return rows;
}

/** @yields rows deleted, statement by statement */
export async function* clearExpiredRows(
  db: Queryable,
  { brandId, importId }: ExpiredImport,
): AsyncGenerator<number> {
  await db.query("delete from import_values where brand_id = $1 and job_id = $2", [brandId, importId]);
  let deleted = ROWS;
  while (deleted === ROWS) {
    const { rowCount } = await db.query(
      `delete from import_rows where ctid = any (array(
        select ctid from import_rows where brand_id = $1 and job_id = $2 limit ${ROWS}))`,
      [brandId, importId],
    );
    deleted = rowCount ?? 0;
    yield deleted;
  }
}

/** The last step, once the file itself is gone: whoever is killed before it begins with it again. */
export async function forgetFile(db: Queryable, { brandId, importId, fileId }: ExpiredImport): Promise<void> {
  const job = [brandId, importId];
  await db.query("update import_jobs set file_id = null where brand_id = $1 and id = $2", job);
  await db.query("delete from file_assets where brand_id = $1 and id = $2", [brandId, fileId]);
}
