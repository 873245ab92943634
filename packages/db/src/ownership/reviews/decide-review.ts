import { AppError, notFound, OWNABLE_FIELDS } from "@v1/core";
import type { WorkerDb } from "../../client.ts";
import { inTransaction, type Queryable } from "../../queries/jobs/queryable.ts";
import { promote } from "../../sync/merge/promote.ts";
import { execute } from "../../sync/statement.ts";
import { type Actor, lockAsMember, note } from "../act.ts";
import { judgeProducts } from "../conflicts/judge-products.ts";
import { queueReplay } from "../replay/start-replay.ts";

export interface RecordRef extends Actor {
  connectionId: string;
  externalId: string;
}

/** Whom the record will be: that which is already a live record of the connection does not hinder it. */
const LINK = `
insert into product_sources (brand_id, connection_id, external_id, product_id, state, is_primary, group_key, observed)
select $1, $2, $3, p.id, 'live', not exists (
    select from product_sources o where o.brand_id = $1 and o.product_id = p.id and o.connection_id = $2
      and o.external_id <> $3 and o.state = 'live' and o.is_primary
  ), r.observed->>'groupKey', coalesce(r.observed->'product', '{}')
from products p
join review_records r on r.brand_id = $1 and r.connection_id = $2 and r.external_id = $3
where p.brand_id = $1 and p.id = $4
on conflict (brand_id, connection_id, external_id) do update set product_id = excluded.product_id, state = 'live',
  is_primary = excluded.is_primary, observed = excluded.observed, gone_at = null, gone_run_id = null, updated_at = now()
returning product_id`;

/** Merged by nobody yet: whatever was known of an earlier link does not count. */
const FORGET_STATE = `
delete from product_source_states where brand_id = $1 and connection_id = $2 and external_id = $3`;

const DECIDE = `
update review_records set status = $4, product_id = $5, decided_by = $6, decided_at = now(), updated_at = now()
where brand_id = $1 and connection_id = $2 and external_id = $3 and status = any($7::text[])
returning status`;

/**
 * Links a record of the review list to a product by hand. A run merges it at once; while another one has the
 * connection, the next does, also where nothing changed at the source.
 * @param decided.as `created` where the product was made for the record
 * @returns the run to hand to a worker, or null
 * @throws AppError `not_found`; `conflict` where somebody has decided already
 */
export function linkReview(
  db: WorkerDb,
  ref: RecordRef,
  decided: { productId: string; as: "linked" | "created" },
): Promise<{ runId: string | null }> {
  return inTransaction(db, async (client) => {
    await lockAsMember(client, ref);
    await decide(client, ref, { ...decided, from: ["open", "ignored"] });
    const place = [ref.brandId, ref.connectionId, ref.externalId];
    const linked = await client.query(LINK, [...place, decided.productId]);
    if (linked.rowCount === 0) throw notFound("product", decided.productId);
    await client.query(FORGET_STATE, place);
    const records = [ref.externalId];
    const runId = await queueReplay(client, { ...ref, records, subjectRunId: null });
    await tell(client, ref, { action: `review.${decided.as}`, runId, productId: decided.productId });
    return { runId };
  });
}

/** Leaves a record alone: it stays listed as ignored, whatever the source says. @throws AppError `conflict` */
export function ignoreReview(db: WorkerDb, ref: RecordRef): Promise<void> {
  return inTransaction(db, async (client) => {
    await lockAsMember(client, ref);
    await decide(client, ref, { productId: null, as: "ignored", from: ["open"] });
    await tell(client, ref, { action: "review.ignored" });
  });
}

/** Puts an ignored record back onto the list. @throws AppError `conflict` */
export function reopenReview(db: WorkerDb, ref: RecordRef): Promise<void> {
  return inTransaction(db, async (client) => {
    await lockAsMember(client, ref);
    await decide(client, ref, { productId: null, as: "open", from: ["ignored"] });
    await tell(client, ref, { action: "review.reopened" });
  });
}

const UNLINK = [
  `update sync_conflicts c set closed_at = now(), close_reason = 'unlinked' from product_sources l
   where l.brand_id = $1 and l.connection_id = $2 and l.external_id = $3 and c.brand_id = $1
     and c.product_id = l.product_id and c.connection_id = $2 and c.closed_at is null and not exists (
       select from product_sources o where o.brand_id = $1 and o.product_id = l.product_id and o.connection_id = $2
         and o.external_id <> $3 and o.state = 'live')`,
  `delete from tags_on_product t using product_sources l
   where l.brand_id = $1 and l.connection_id = $2 and l.external_id = $3 and t.brand_id = $1
     and t.product_id = l.product_id and t.connection_id = $2 and l.is_primary`,
  `delete from product_eco_claims t using product_sources l
   where l.brand_id = $1 and l.connection_id = $2 and l.external_id = $3 and t.brand_id = $1
     and t.product_id = l.product_id and t.connection_id = $2 and l.is_primary`,
  `delete from variant_sources v using product_sources l
   where l.brand_id = $1 and l.connection_id = $2 and l.external_id = $3 and v.brand_id = $1
     and v.connection_id = $2 and v.product_external_id = $3`,
  "delete from product_source_states where brand_id = $1 and connection_id = $2 and external_id = $3",
  "delete from product_sources where brand_id = $1 and connection_id = $2 and external_id = $3 returning product_id as id",
];

/**
 * Takes a link made by hand back: the record is listed again and says nothing of the product any more. Its
 * values stay; undoing the run that merged it puts the older ones back.
 * @returns runs that merged the record since it was linked, the newest first
 * @throws AppError `conflict` where it was not linked by hand
 */
export function unlinkReview(db: WorkerDb, ref: RecordRef): Promise<{ mergedBy: string[] }> {
  return inTransaction(db, async (client) => {
    await lockAsMember(client, ref);
    const place = [ref.brandId, ref.connectionId, ref.externalId];
    const { rows } = await client.query<{ id: string }>(
      `select r.id from sync_runs r
       join replay_records x on x.brand_id = $1 and x.run_id = r.id and x.external_id = $3
       join review_records d on d.brand_id = $1 and d.connection_id = $2 and d.external_id = $3
       where r.brand_id = $1 and r.connection_id = $2 and r.queued_at >= d.decided_at and r.status = 'completed'
       order by r.seq desc`,
      place,
    );
    await decide(client, ref, { productId: null, as: "open", from: ["linked", "created"] });
    let left: { id: string }[] = [];
    for (const text of UNLINK) left = (await client.query<{ id: string }>(text, place)).rows;
    for (const { id } of left) await leave(client, ref, id);
    await tell(client, ref, { action: "review.unlinked" });
    return { mergedBy: rows.map(({ id }) => id) };
  });
}

/** Of other records of the connection that remain with the product one leads, and is heard. */
async function leave(client: Queryable, ref: RecordRef, productId: string): Promise<void> {
  const { brandId, connectionId } = ref;
  const params = { brand: brandId, connection: connectionId, product: productId, run: null };
  await execute(client, { name: "promote", text: promote("select :product::uuid as product_id") }, params);
  await judgeProducts(client, { brandId, products: [productId], fields: new Set(OWNABLE_FIELDS) });
}

interface Decision {
  productId: string | null;
  as: "linked" | "created" | "ignored" | "open";
  from: string[];
}

async function decide(client: Queryable, ref: RecordRef, { productId, as, from }: Decision): Promise<void> {
  const { brandId, connectionId, externalId, userId } = ref;
  const place = [brandId, connectionId, externalId];
  if ((await client.query(DECIDE, [...place, as, productId, userId, from])).rowCount) return;
  const { rows } = await client.query<{ status: string }>(
    "select status from review_records where brand_id = $1 and connection_id = $2 and external_id = $3",
    place,
  );
  if (!rows[0]) throw notFound("record in the review list", externalId);
  throw new AppError({
    code: "conflict",
    message: `This record is ${rows[0].status === "open" ? "not decided yet" : rows[0].status}.`,
    hint: "Reload the list: somebody may have decided, or a sync has placed it.",
  });
}

function tell(
  client: Queryable,
  ref: RecordRef,
  { action, runId = null, productId }: { action: string; runId?: string | null; productId?: string },
): Promise<void> {
  const { connectionId, externalId } = ref;
  return note(client, ref, {
    action,
    connectionId,
    runId,
    target: { externalId, ...(productId ? { productId } : {}) },
  });
}
