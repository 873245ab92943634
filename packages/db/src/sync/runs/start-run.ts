import { notFound } from "@v1/core";
import type { WorkerDb } from "../../client.ts";

export interface RunRequest {
  brandId: string;
  connectionId: string;
  /** `auto`: incremental where a watermark allows it, else full. */
  mode: "full" | "incremental" | "auto";
  trigger: "manual" | "schedule" | "api" | "reconnect" | "retry";
  startedBy?: string;
}

const START = `
with connection as (
  select * from brand_integrations where brand_id = $1 and id = $2
), made as (
  insert into sync_runs (brand_id, connection_id, mode, trigger, started_by, watermark_from)
  select c.brand_id, c.id,
    case when $3 = 'full' or c.watermark is null or c.force_full_read then 'full' else 'incremental' end,
    $4, $5, c.watermark
  from connection c
  on conflict do nothing
  returning id
)
select id, true as made from made
union all
select r.id, false from sync_runs r
where r.brand_id = $1 and r.connection_id = $2 and r.status in ('queued', 'running', 'awaiting_approval')
  and r.kind in ('sync', 'replay')
order by made desc limit 1`;

/** A run that starts and ends between two looks is possible, but not several times on end. */
const MOST_LOOKS = 5;

/**
 * Queues a run, or finds the one that is already active: the database allows one per connection.
 * @throws AppError `not_found` for a connection that is not the brand's
 */
export async function startRun(
  db: WorkerDb,
  request: RunRequest,
): Promise<{ runId: string; alreadyActive: boolean }> {
  const { brandId, connectionId, mode, trigger, startedBy } = request;
  // A rival's run that was committed after this statement began stops the insert, yet is not seen by
  // the select beside it: the next look finds it.
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    const { rows } = await db.pool.query<{ id: string; made: boolean }>(START, [
      brandId,
      connectionId,
      mode,
      trigger,
      startedBy ?? null,
    ]);
    const [row] = rows;
    if (row) return { runId: row.id, alreadyActive: !row.made };
  }
  throw notFound("connection", connectionId);
}
