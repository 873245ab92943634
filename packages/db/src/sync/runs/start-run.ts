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

/**
 * Queues a run, or finds the one that is already active: the database allows one per connection.
 * @throws AppError `not_found` for a connection that is not the brand's
 */
export async function startRun(
  db: WorkerDb,
  request: RunRequest,
): Promise<{ runId: string; alreadyActive: boolean }> {
  const { rows } = await db.pool.query<{ id: string; made: boolean }>(
    `with connection as (
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
     order by made desc limit 1`,
    [request.brandId, request.connectionId, request.mode, request.trigger, request.startedBy ?? null],
  );
  const row = rows[0];
  if (!row) throw notFound("connection", request.connectionId);
  return { runId: row.id, alreadyActive: !row.made };
}
