import type { PoolClient } from "pg";
import type { WorkerDb } from "../../client.ts";
import { lockBrand } from "../../sync/merge/lease.ts";
import { type ChunkInput, mergeInTransaction } from "../../sync/merge-chunk.ts";
import { withSession } from "../../sync/session.ts";
import { execute, type Params } from "../../sync/statement.ts";
import type { RunContext, Tallies } from "../../sync/types.ts";

/** What merging one record would do. */
export interface RehearsedRecord {
  externalId: string;
  effect: "created" | "changed" | "conflict" | "kept" | "rejected" | "unchanged";
  productId: string | null;
  identifier: string | null;
  name: string | null;
  diff: PreviewDiff | null;
  /** The staged record as its mapping gave it; null where nothing was staged. */
  mapped: Record<string, unknown> | null;
}

export interface PreviewDiff {
  changes: { variantId: string | null; field: string; before: unknown; after: unknown }[] | null;
  conflicts: { variantId: string | null; field: string; canonical: unknown; observed: unknown }[] | null;
  /** Fields whose source is empty and whose value stays. */
  kept: string[] | null;
  rejected: { code: string; field: string | null; message: string; hint: string }[] | null;
}

export type Rehearsal =
  | { status: "rehearsed"; tallies: Tallies; records: RehearsedRecord[] }
  | { status: "moved" };

/** The merge proves a lease; this one ends with the transaction, and nobody else sees it. */
const BORROW_LEASE = `
insert into connection_leases (brand_id, connection_id, run_id, token, expires_at)
values (:brand, :connection, :run, :token, clock_timestamp() + interval '5 minutes')
on conflict (brand_id, connection_id) do update set run_id = excluded.run_id, token = excluded.token,
  expires_at = excluded.expires_at`;

const STAGED = `
select s.external_id as "externalId", jsonb_build_object(
  'externalId', s.external_id, 'sourceUpdatedAt', s.source_updated_at, 'groupKey', s.group_key, 'observed', s.observed,
  'variantsComplete', s.variants_complete, 'issues', '[]'::jsonb, 'variants', coalesce((
    select jsonb_agg(jsonb_build_object('externalId', v.external_id, 'observed', v.observed) order by v.position)
    from staging_product_variants v
    where v.brand_id = :brand and v.batch_id = :token and v.chunk = :chunk and v.product_ordinal = s.ordinal), '[]')
) as mapped
from staging_products s where s.brand_id = :brand and s.batch_id = :token and s.chunk = :chunk`;

const RECORDS = `
with linked as (
  select l.product_id, min(l.external_id) as external_id
  from product_sources l
  where l.brand_id = :brand and l.connection_id = :connection and l.external_id = any(:seen::text[]) and l.state = 'live'
  group by l.product_id
), changes as (
  select product_id, bool_or(field_key = '$created' and variant_id is null) as made,
    jsonb_agg(jsonb_build_object('variantId', variant_id, 'field', field_key, 'before', before, 'after', after)
      order by variant_id nulls first, field_key) as list
  from sync_changes where brand_id = :brand and run_id = :run group by product_id
), conflicts as (
  select product_id, jsonb_agg(jsonb_build_object('variantId', variant_id, 'field', field_key, 'canonical', canonical,
    'observed', observed) order by variant_id nulls first, field_key) as list
  from sync_conflicts where brand_id = :brand and updated_run_id = :run and closed_at is null group by product_id
), kept as (
  select l.product_id, jsonb_agg(distinct f.key) as list
  from linked l
  cross join lateral (
    select v.fields from value_provenance v where v.brand_id = :brand and v.product_id = l.product_id offset 0
  ) v
  cross join lateral jsonb_each_text(v.fields) f
  where f.value = :kept_ref group by l.product_id
), errors as (
  select external_id, jsonb_agg(jsonb_build_object('code', code, 'field', field, 'message', message, 'hint', hint)
    order by field nulls first, code) as list
  from sync_errors where brand_id = :brand and run_id = :run group by external_id
)
select s.external_id as "externalId",
  case when c.made then 'created' when c.list is not null then 'changed' when f.list is not null then 'conflict'
    when e.list is not null then 'rejected' when k.list is not null then 'kept' else 'unchanged' end as effect,
  case when c.made then null else l.product_id end as "productId", p.product_identifier as identifier, p.name,
  case when coalesce(c.list, f.list, e.list, k.list) is not null then
    jsonb_build_object('changes', c.list, 'conflicts', f.list, 'kept', k.list, 'rejected', e.list) end as diff
from (select distinct x as external_id from unnest(:seen::text[]) x) s
left join linked l using (external_id)
left join products p on p.brand_id = :brand and p.id = l.product_id
left join changes c on c.product_id = l.product_id
left join conflicts f on f.product_id = l.product_id
left join kept k on k.product_id = l.product_id
left join errors e on e.external_id = s.external_id`;

/**
 * Merges one chunk, reads what that did, and takes it back. The brand's lock is held for as long as the merge
 * of the chunk takes. Chunks are rehearsed each on its own: what an earlier one would write is not there.
 * @param stage stages the chunk on the transaction's session and says what it is
 */
export function rehearseChunk(
  db: WorkerDb,
  run: RunContext,
  stage: (client: PoolClient) => Promise<ChunkInput>,
): Promise<Rehearsal> {
  return withSession(db, async (client) => {
    await client.query("begin");
    try {
      const input = await stage(client);
      return await rehearse(client, run, input);
    } finally {
      await client.query("rollback");
    }
  });
}

async function rehearse(client: PoolClient, run: RunContext, input: ChunkInput): Promise<Rehearsal> {
  const params: Params = {
    brand: run.brandId,
    connection: run.connectionId,
    run: run.runId,
    token: run.token,
    chunk: input.chunk,
  };
  const staged = await execute<{ externalId: string; mapped: Record<string, unknown> }>(
    client,
    { name: "read staged", text: STAGED },
    params,
  );
  await execute(client, { name: "lock brand", text: lockBrand }, { brand: run.brandId });
  await execute(client, { name: "borrow lease", text: BORROW_LEASE }, params);
  const merged = await mergeInTransaction(client, run, input);
  if (merged.status !== "merged") return { status: "moved" };
  const said = new Map(staged.rows.map(({ externalId, mapped }) => [externalId, mapped]));
  const rows = await readRehearsed(client, run, input.seen);
  const records = rows.map((row) => ({ ...row, mapped: said.get(row.externalId) ?? null }));
  return { status: "rehearsed", tallies: merged.tallies, records };
}

/** What a merge has done to each of its records, read before it is taken back; in no order. */
export async function readRehearsed(
  client: PoolClient,
  run: RunContext,
  seen: readonly string[],
): Promise<Omit<RehearsedRecord, "mapped">[]> {
  const params: Params = {
    brand: run.brandId,
    connection: run.connectionId,
    run: run.runId,
    seen,
    kept_ref: `${run.origins.kept}:${run.runSeq}`,
  };
  const read = { name: "read rehearsed", text: RECORDS };
  type Row = Omit<RehearsedRecord, "mapped"> & Record<string, unknown>;
  return (await execute<Row>(client, read, params)).rows;
}
