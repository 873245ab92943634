import type { IMPORT_STATUSES } from "../../schema/data/import-jobs.ts";
import { NO_TALLIES, type Tallies } from "../../sync/types.ts";

export type ImportStatus = (typeof IMPORT_STATUSES)[number];

/** An import as it is stored; what the JSON columns hold is known to those who wrote it. */
export interface ImportRecord {
  id: string;
  filename: string;
  fileKey: string | null;
  status: ImportStatus;
  source: string;
  connectionId: string;
  runId: string | null;
  correctionOf: string | null;
  requiresValueApproval: boolean;
  format: unknown;
  mapping: unknown;
  summary: unknown;
  rowsRead: number | null;
  tallies: Tallies | null;
  failure: unknown;
  createdAt: Date;
  startedAt: Date | null;
  commitStartedAt: Date | null;
  finishedAt: Date | null;
}

/**
 * While an import is committed its run says how it stands: whoever drove that run to its end, the
 * import ends with it.
 */
export const SELECT_IMPORT = `
select j.id, j.filename, f.path as "fileKey", c.name as source, j.connection_id as "connectionId",
  j.run_id as "runId", j.correction_of as "correctionOf", j.requires_value_approval as "requiresValueApproval",
  j.format, j.mapping, j.summary, j.rows_read::int as "rowsRead", r.tallies,
  j.created_at as "createdAt", j.started_at as "startedAt", j.commit_started_at as "commitStartedAt",
  coalesce(j.finished_at, r.finished_at) as "finishedAt", coalesce(j.failure, r.error) as failure,
  case when j.status = 'COMMITTING' and r.status in ('completed', 'failed', 'cancelled')
    then upper(r.status) else j.status end as status
from import_jobs j
left join file_assets f on f.brand_id = j.brand_id and f.id = j.file_id
left join brand_integrations c on c.brand_id = j.brand_id and c.id = j.connection_id
left join sync_runs r on r.brand_id = j.brand_id and r.id = j.run_id`;

export function toImport(row: ImportRecord): ImportRecord {
  return { ...row, tallies: row.tallies && { ...NO_TALLIES, ...row.tallies } };
}
