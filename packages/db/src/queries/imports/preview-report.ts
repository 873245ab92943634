import type { PoolClient } from "pg";
import { execute } from "../../sync/statement.ts";
import type { RunContext, Tallies } from "../../sync/types.ts";

interface PreviewField {
  field: string;
  created: number;
  changed: number;
  kept: number;
  conflicts: number;
  rejected: number;
}

export interface PreviewReport {
  tallies: Tallies;
  fields: PreviewField[];
  samples: { product: string; field: string; before: unknown; after: unknown }[];
  conflicts: { product: string; field: string; canonical: unknown; observed: unknown }[];
  rejected: { product: string; field: string | null; code: string; message: string }[];
}

const MOST = 100;

const FIELDS = `
with counted as (
  select k.key as field, 'created' as what, count(*)::int as n
  from sync_changes c
  join product_sources l on l.brand_id = c.brand_id and l.connection_id = :connection and l.product_id = c.product_id
  cross join lateral jsonb_each(l.observed) k
  where c.brand_id = :brand and c.run_id = :run and c.field_key = '$created' and c.variant_id is null
    and k.value <> 'null' and k.key not like '%#%'
  group by k.key
  union all
  select k.key, 'created', count(*)::int
  from sync_changes c
  join variant_sources l on l.brand_id = c.brand_id and l.connection_id = :connection
  join product_variants v on v.brand_id = l.brand_id and v.id = l.variant_id and v.product_id = c.product_id
  cross join lateral jsonb_each(l.observed) k
  where c.brand_id = :brand and c.run_id = :run and c.field_key = '$created'
    and (c.variant_id is null or c.variant_id = l.variant_id)
    and k.value <> 'null' and k.key not like '%#%' and k.key not like '$%'
  group by k.key
  union all
  select field_key, 'changed', count(*)::int from sync_changes
  where brand_id = :brand and run_id = :run and field_key not like '$%' group by field_key
  union all
  select f.key, 'kept', count(*)::int
  from product_sources l
  join value_provenance v on v.brand_id = l.brand_id and v.product_id = l.product_id
  cross join lateral jsonb_each_text(v.fields) f
  where l.brand_id = :brand and l.connection_id = :connection and f.value = :kept_ref
  group by f.key
  union all
  select field_key, 'conflicts', count(*)::int from sync_conflicts
  where brand_id = :brand and updated_run_id = :run and closed_at is null group by field_key
  union all
  select coalesce(field, ''), 'rejected', count(*)::int from sync_errors
  where brand_id = :brand and run_id = :run group by field
)
select field,
  coalesce(sum(n) filter (where what = 'created'), 0)::int as created,
  coalesce(sum(n) filter (where what = 'changed'), 0)::int as changed,
  coalesce(sum(n) filter (where what = 'kept'), 0)::int as kept,
  coalesce(sum(n) filter (where what = 'conflicts'), 0)::int as conflicts,
  coalesce(sum(n) filter (where what = 'rejected'), 0)::int as rejected
from counted group by field order by field`;

const SAMPLES = `
select p.product_identifier as product, c.field_key as field, c.before, c.after
from sync_changes c join products p on p.brand_id = c.brand_id and p.id = c.product_id
where c.brand_id = :brand and c.run_id = :run and c.field_key <> '$created'
order by p.product_identifier, c.field_key limit ${MOST}`;

const CONFLICTS = `
select p.product_identifier as product, c.field_key as field, c.canonical, c.observed
from sync_conflicts c join products p on p.brand_id = c.brand_id and p.id = c.product_id
where c.brand_id = :brand and c.updated_run_id = :run and c.closed_at is null
order by p.product_identifier, c.field_key limit ${MOST}`;

const REJECTED = `
select external_id as product, field, code, message from sync_errors
where brand_id = :brand and run_id = :run order by external_id, field limit ${MOST}`;

/** What a rehearsed run has done so far, read before it is taken back. */
export async function reportPreview(
  client: PoolClient,
  run: RunContext,
  tallies: Tallies,
): Promise<PreviewReport> {
  const params = {
    brand: run.brandId,
    connection: run.connectionId,
    run: run.runId,
    kept_ref: `${run.origins.kept}:${run.runSeq}`,
  };
  // The rows were written a moment ago: the statistics that a plan is made by know nothing of them.
  await client.query("set local enable_nestloop = off");
  const rows = async <Row extends object>(name: string, text: string) =>
    (await execute<Row & Record<string, unknown>>(client, { name, text }, params)).rows as Row[];
  return {
    tallies,
    fields: await rows<PreviewField>("preview fields", FIELDS),
    samples: await rows<PreviewReport["samples"][number]>("preview samples", SAMPLES),
    conflicts: await rows<PreviewReport["conflicts"][number]>("preview conflicts", CONFLICTS),
    rejected: await rows<PreviewReport["rejected"][number]>("preview rejected", REJECTED),
  };
}
