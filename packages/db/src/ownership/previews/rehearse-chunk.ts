import type { PoolClient } from "pg";
import type { WorkerDb } from "../../client.ts";
import { lockBrand } from "../../sync/merge/lease.ts";
import { type ChunkInput, mergeInTransaction } from "../../sync/merge-chunk.ts";
import { withSession } from "../../sync/session.ts";
import { execute, type Params } from "../../sync/statement.ts";
import type { RunContext, Tallies } from "../../sync/types.ts";
import { STANDING } from "../standing-lists.ts";

/** What merging one record would do. */
export interface RehearsedRecord {
  externalId: string;
  effect: "created" | "changed" | "conflict" | "kept" | "rejected" | "linked" | "unchanged";
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

export interface RehearsedChunk {
  tallies: Tallies;
  records: RehearsedRecord[];
}

export type Rehearsal = { status: "rehearsed"; chunks: RehearsedChunk[] } | { status: "moved" };

/** Stages a chunk on the transaction's session and says what it is. */
export type StageChunk = (client: PoolClient) => Promise<ChunkInput>;

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

/** What the chunks before it did to the same products is not this one's doing. */
const NOT_EARLIER = `and not exists (
  select from w_earlier b where b.product_id = c.product_id and b.field_key = c.field_key
    and b.variant_id is not distinct from c.variant_id and b.after is not distinct from c.after)`;

const RECORDS = `
with linked as (
  select l.product_id, min(l.external_id) as external_id
  from product_sources l
  where l.brand_id = :brand and l.connection_id = :connection and l.external_id = any(:seen::text[]) and l.state = 'live'
  group by l.product_id
), changes as (
  select product_id, bool_or(field_key = '$created' and variant_id is null) as made,
    bool_and(field_key = '$linked') as linked_only,
    jsonb_agg(jsonb_build_object('variantId', variant_id, 'field', field_key, 'before', before, 'after', after)
      order by variant_id nulls first, field_key) as list
  from sync_changes c where brand_id = :brand and run_id = :run ${NOT_EARLIER} group by product_id
), conflicts as (
  select product_id, jsonb_agg(jsonb_build_object('variantId', variant_id, 'field', field_key, 'canonical', ${STANDING},
    'observed', observed) order by variant_id nulls first, field_key) as list
  from sync_conflicts c where brand_id = :brand and updated_run_id = :run and closed_at is null group by product_id
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
  case when c.made then 'created' when not c.linked_only then 'changed' when f.list is not null then 'conflict'
    when e.list is not null then 'rejected' when k.list is not null then 'kept'
    when c.linked_only then 'linked' else 'unchanged' end as effect,
  case when c.made or exists (select from w_earlier b where b.product_id = l.product_id and b.field_key = '$created'
    and b.variant_id is null) then null else l.product_id end as "productId", p.product_identifier as identifier, p.name,
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
 * Merges chunks one after the other, reads what each did, and takes all of it back: a record finds what the
 * chunks before it would have made, given up or taken. Begins no further chunk once the brand's lock was held
 * for `patienceMs`; what is left is then rehearsed apart, without them.
 */
export function rehearseChunks(
  db: WorkerDb,
  run: RunContext,
  { stages, patienceMs }: { stages: readonly StageChunk[]; patienceMs: number },
): Promise<Rehearsal> {
  return withSession(db, async (client) => {
    await client.query("begin");
    try {
      const inputs: ChunkInput[] = [];
      for (const stage of stages) inputs.push(await stage(client));
      return await rehearseAll(client, run, { inputs, patienceMs });
    } finally {
      await client.query("rollback");
    }
  });
}

async function rehearseAll(
  client: PoolClient,
  run: RunContext,
  { inputs, patienceMs }: { inputs: ChunkInput[]; patienceMs: number },
): Promise<Rehearsal> {
  const params: Params = {
    brand: run.brandId,
    connection: run.connectionId,
    run: run.runId,
    token: run.token,
  };
  const chunks: RehearsedChunk[] = [];
  await execute(client, { name: "lock brand", text: lockBrand }, { brand: run.brandId });
  const until = performance.now() + patienceMs;
  await execute(client, { name: "borrow lease", text: BORROW_LEASE }, params);
  for (const input of inputs) {
    const before = chunks.at(-1)?.tallies ?? input.before;
    const chunk = await rehearse(client, run, { input: { ...input, before }, params });
    if (!chunk) return { status: "moved" };
    chunks.push(chunk);
    if (performance.now() > until) break;
    if (chunks.length < inputs.length) await client.query(await makeRoom(client));
  }
  return { status: "rehearsed", chunks };
}

/** The next chunk makes its tables anew; what was done so far is remembered beside them. */
async function makeRoom(client: PoolClient): Promise<string> {
  const { rows } = await client.query<{ tables: string | null }>(
    `select string_agg(format('%I', relname), ', ') as tables from pg_class
     where relnamespace = pg_my_temp_schema() and relkind = 'r'`,
  );
  return rows[0]?.tables ? `drop table ${rows[0].tables}` : "select";
}

async function rehearse(
  client: PoolClient,
  run: RunContext,
  { input, params }: { input: ChunkInput; params: Params },
): Promise<RehearsedChunk | null> {
  const staged = await execute<{ externalId: string; mapped: Record<string, unknown> }>(
    client,
    { name: "read staged", text: STAGED },
    { ...params, chunk: input.chunk },
  );
  const remember = { name: "remember earlier", text: EARLIER };
  await execute(client, remember, params);
  await client.query("analyze w_earlier");
  const merged = await mergeInTransaction(client, run, input);
  if (merged.status !== "merged") return null;
  const said = new Map(staged.rows.map(({ externalId, mapped }) => [externalId, mapped]));
  const rows = await readRehearsed(client, run, input.seen);
  const records = rows.map((row) => ({ ...row, mapped: said.get(row.externalId) ?? null }));
  return { tallies: merged.tallies, records };
}

/** What the run has changed so far: nothing, but for chunks that are rehearsed together. */
const EARLIER = `
create temp table if not exists w_earlier on commit drop as
select product_id, variant_id, field_key, after from sync_changes where brand_id = :brand and run_id = :run`;

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
  await execute(client, { name: "remember nothing", text: NOTHING_EARLIER }, params);
  const read = { name: "read rehearsed", text: RECORDS };
  type Row = Omit<RehearsedRecord, "mapped"> & Record<string, unknown>;
  return (await execute<Row>(client, read, params)).rows;
}

const NOTHING_EARLIER = `
create temp table if not exists w_earlier (product_id uuid, variant_id uuid, field_key text, after jsonb) on commit drop`;
