import { AppError, notFound } from "@v1/core";
import type { WorkerDb } from "../../client.ts";
import { inTransaction, type Queryable } from "../../queries/jobs/queryable.ts";
import { type Actor, lockAsMember, note } from "../act.ts";

interface Plan {
  connectionId: string;
  seq: number;
  mode: string;
  status: string;
  expired: boolean;
  ownershipVersion: number;
  mappingVersion: number;
  ownershipNow: number;
  mappingNow: number;
  takenOver: boolean;
  ranSince: boolean;
  productsMoved: number;
  productsAdded: number;
  pinsMoved: number;
  ofImport: boolean;
  watermarkFrom: Date | null;
}

const PLAN = `
select r.connection_id as "connectionId", r.seq::int as seq, r.mode, r.status, r.watermark_from as "watermarkFrom",
  r.expires_at < now() as expired,
  (r.report->>'ownershipVersion')::int as "ownershipVersion", r.mapping_version % 100000 as "mappingVersion",
  coalesce((select version from ownership_versions where brand_id = $1), 1)::int as "ownershipNow",
  c.mapping_version as "mappingNow",
  coalesce(r.report ? 'importId', false) as "ofImport",
  exists (select from sync_runs t where t.brand_id = $1 and t.subject_run_id = r.id and t.kind = 'sync'
    and t.status in ('queued', 'running', 'awaiting_approval', 'completed')) as "takenOver",
  exists (select from sync_runs t where t.brand_id = $1 and t.connection_id = r.connection_id and t.kind in ('sync', 'replay')
    and t.seq > r.seq) as "ranSince",
  (select count(*)::int from preview_records x join products p on p.brand_id = $1 and p.id = x.product_id
    where x.brand_id = $1 and x.run_id = r.id and p.updated_at > r.started_at) as "productsMoved",
  case when exists (select from preview_records x where x.brand_id = $1 and x.run_id = r.id and x.effect = 'created')
    then (select count(*)::int from products p where p.brand_id = $1 and p.created_at > r.started_at) else 0 end as "productsAdded",
  (select count(*)::int from (
    select product_id, variant_id, field_key from field_pins where brand_id = $1 and created_at > r.started_at
    union
    select (target->>'productId')::uuid, (target->>'variantId')::uuid, target->>'fieldKey' from audit_log
    where brand_id = $1 and created_at > r.started_at and action in ('pin.lift', 'pin.expired')
  ) n where exists (
    select from preview_records x where x.brand_id = $1 and x.run_id = r.id and x.product_id = n.product_id)) as "pinsMoved"
from sync_runs r join brand_integrations c on c.brand_id = r.brand_id and c.id = r.connection_id
where r.brand_id = $1 and r.id = $2 and r.kind = 'preview'`;

/**
 * Queues the sync that merges exactly what a preview read. The caller hands it to a worker.
 * @param request.anyway merges it even where something has changed since, as it then turns out
 * @throws AppError `not_found`; `conflict` where it is not finished, taken over already, or a run is active;
 *   `precondition_failed` with what has changed since
 */
export function takePreviewOver(
  db: WorkerDb,
  request: Actor & { runId: string; anyway?: boolean },
): Promise<{ runId: string; connectionId: string }> {
  return inTransaction(db, async (client) => {
    await lockAsMember(client, request);
    const { brandId, userId, runId } = request;
    const plan = (await client.query<Plan & Record<string, unknown>>(PLAN, [brandId, runId])).rows[0];
    if (!plan) throw notFound("preview", runId);
    refuseUnusable(plan);
    if (!request.anyway) refuseOutdated(plan);
    const made = await queueTakeOver(client, { brandId, userId, runId, plan });
    const { connectionId } = plan;
    await note(client, request, {
      action: "run.take_over",
      connectionId,
      runId: made,
      target: { runId: made, preview: runId, anyway: request.anyway ?? false },
    });
    return { runId: made, connectionId };
  });
}

async function queueTakeOver(
  client: Queryable,
  { brandId, userId, runId, plan }: Actor & { runId: string; plan: Plan },
): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    `insert into sync_runs (brand_id, connection_id, mode, trigger, started_by, subject_run_id, watermark_from)
     values ($1, $2, $3, 'manual', $4, $5, $6) on conflict do nothing returning id`,
    [brandId, plan.connectionId, plan.mode, userId, runId, plan.watermarkFrom],
  );
  const [row] = rows;
  if (row) return row.id;
  throw new AppError({
    code: "conflict",
    message: "A run of this connection is under way.",
    hint: "Wait until it has ended, then preview anew: it may change what this preview says.",
  });
}

function refuseUnusable({ status, expired, takenOver, ofImport }: Plan): void {
  if (ofImport) {
    throw new AppError({
      code: "conflict",
      message: "This is the preview of an import.",
      hint: "Import the file: that does what the preview says.",
    });
  }
  if (status === "completed" && !expired && !takenOver) return;
  throw new AppError({
    code: "conflict",
    message: takenOver
      ? "This preview was taken over already."
      : expired
        ? "This preview has expired."
        : `This preview is ${status}.`,
    hint: status === "running" || status === "queued" ? "Wait until it has ended." : "Preview anew.",
  });
}

function refuseOutdated(plan: Plan): void {
  const fields: Record<string, string> = {};
  if (plan.ownershipVersion !== plan.ownershipNow)
    fields.ownership = "Fields have other owners or sources now.";
  if (plan.mappingVersion !== plan.mappingNow) fields.mapping = "The connection's settings have changed.";
  if (plan.ranSince) fields.runs = "Another sync of this connection has begun since.";
  if (plan.productsMoved > 0)
    fields.products = `${plan.productsMoved.toLocaleString("en")} of its products have changed since.`;
  if (plan.productsAdded > 0)
    fields.added = `Products were added since (${plan.productsAdded.toLocaleString("en")}); a record that would make a new one may belong there.`;
  if (plan.pinsMoved > 0)
    fields.pins = `Pins on its products were set or lifted since (${plan.pinsMoved.toLocaleString("en")}).`;
  if (Object.keys(fields).length === 0) return;
  throw new AppError({
    code: "precondition_failed",
    message: `What this preview says is not true any more: ${Object.values(fields).join(" ")}`,
    hint: "Preview anew, or take it over anyway: what differs now is then decided as it stands.",
    fields,
  });
}
