import { notFound } from "@v1/core";
import type { WorkerDb } from "../../client.ts";
import { inTransaction } from "../../queries/jobs/queryable.ts";
import { type Actor, lockAsMember, note } from "../act.ts";

/** How long a preview is kept. */
export const KEPT_HOURS = 24;

const START = `
insert into sync_runs (brand_id, connection_id, kind, mode, trigger, started_by, watermark_from, expires_at)
select c.brand_id, c.id, 'preview',
  case when $3 = 'full' or c.watermark is null or c.force_full_read then 'full' else 'incremental' end,
  'manual', $4, c.watermark, now() + make_interval(hours => ${KEPT_HOURS})
from brand_integrations c where c.brand_id = $1 and c.id = $2
returning id`;

/** A new look makes the older ones worthless, and room. */
const FORGET = `
delete from preview_records p using sync_runs r
where r.brand_id = $1 and r.connection_id = $2 and r.kind = 'preview' and r.status not in ('queued', 'running')
  and p.brand_id = $1 and p.run_id = r.id and not exists (
    select from sync_runs t where t.brand_id = $1 and t.subject_run_id = r.id
      and t.status in ('queued', 'running', 'awaiting_approval'))`;

/**
 * Queues the preview of a sync; several of one connection may be under way. The caller hands it to a worker.
 * @throws AppError `forbidden`; `not_found`
 */
export function startPreview(
  db: WorkerDb,
  request: Actor & { connectionId: string; mode: "auto" | "full" | "incremental" },
): Promise<{ runId: string }> {
  return inTransaction(db, async (client) => {
    await lockAsMember(client, request);
    const { brandId, connectionId, mode, userId } = request;
    const { rows } = await client.query<{ id: string }>(START, [brandId, connectionId, mode, userId]);
    const runId = rows[0]?.id;
    if (!runId) throw notFound("connection", connectionId);
    await client.query(FORGET, [brandId, connectionId]);
    await note(client, request, { action: "run.preview", connectionId, runId, target: { runId, mode } });
    return { runId };
  });
}
