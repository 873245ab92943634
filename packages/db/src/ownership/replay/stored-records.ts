import type { MappedProduct } from "@v1/core";
import type { WorkerDb } from "../../client.ts";

interface ConnectionRef {
  brandId: string;
  connectionId: string;
}

/** Of a record that is linked: what it said last. Whether it listed all its variants is not known any more. */
const LINKED = `
select l.external_id as "externalId", to_jsonb(l.source_updated_at) #>> '{}' as "sourceUpdatedAt", l.group_key as "groupKey",
  l.observed, false as "variantsComplete", coalesce((
    select jsonb_agg(jsonb_build_object('externalId', v.external_id, 'observed', v.observed) order by v.external_id)
    from product_variants pv
    join variant_sources v on v.brand_id = $1 and v.variant_id = pv.id and v.connection_id = $2
      and v.product_external_id = l.external_id and v.state = 'live'
    where pv.brand_id = $1 and pv.product_id = l.product_id), '[]') as variants
from product_sources l
where l.brand_id = $1 and l.connection_id = $2 and l.external_id = any($3::text[]) and l.state = 'live'
  and exists (
    select from product_source_states s
    where s.brand_id = $1 and s.connection_id = $2 and s.external_id = l.external_id)`;

/** Of a record in the review list, and of one that a person linked and no run has merged yet. */
const LISTED = `
select r.external_id as "externalId", r.observed->>'sourceUpdatedAt' as "sourceUpdatedAt", r.observed->>'groupKey' as "groupKey",
  r.observed->'product' as observed, coalesce((r.observed->>'variantsComplete')::boolean, false) as "variantsComplete",
  coalesce((
    select jsonb_agg(jsonb_build_object('externalId', i.id, 'observed', r.observed->'variants'->(i.n::int - 1)) order by i.n)
    from jsonb_array_elements_text(r.observed->'variantIds') with ordinality i(id, n)), '[]') as variants
from review_records r
where r.brand_id = $1 and r.connection_id = $2 and r.external_id = any($3::text[]) and r.observed ? 'variantIds'
  and not exists (
    select from product_source_states s
    where s.brand_id = $1 and s.connection_id = $2 and s.external_id = r.external_id)`;

/** What the connection last said of these records, as their mapping gave it; those that nothing is kept of are left out. */
export async function readStored(
  { pool }: WorkerDb,
  { brandId, connectionId }: ConnectionRef,
  externalIds: readonly string[],
): Promise<MappedProduct[]> {
  const { rows } = await pool.query<Omit<MappedProduct, "issues">>(`${LINKED} union all ${LISTED}`, [
    brandId,
    connectionId,
    externalIds,
  ]);
  return rows.map((row) => ({ ...row, issues: [] }));
}

/** Records that a person linked since they were last heard: no source says them again by itself. */
export async function listPendingLinks(
  { pool }: WorkerDb,
  { brandId, connectionId }: ConnectionRef,
): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `select r.external_id as id from review_records r
     join product_sources l on l.brand_id = $1 and l.connection_id = $2 and l.external_id = r.external_id and l.state = 'live'
     where r.brand_id = $1 and r.connection_id = $2 and r.status in ('linked', 'created') and not exists (
       select from product_source_states s
       where s.brand_id = $1 and s.connection_id = $2 and s.external_id = r.external_id)
     order by 1`,
    [brandId, connectionId],
  );
  return rows.map(({ id }) => id);
}

/**
 * Errors that merging found, not mapping: what was observed is whole, and merging it again may do better.
 * After a change of the mapping it has to be mapped anew, from the source.
 */
const FROM_STORED = ["duplicate_value", "percentages_do_not_sum", "ambiguous_match", "unmatched"];

/** The records of a replay: those that can be taken from what is stored, and those that the source must say again. */
export async function listReplay(
  { pool }: WorkerDb,
  { brandId, connectionId, runId, mappingVersion }: ConnectionRef & { runId: string; mappingVersion: number },
): Promise<{ stored: string[]; source: string[] }> {
  const { rows } = await pool.query<{ id: string; stored: boolean }>(
    `select x.external_id as id, not exists (
        select from sync_errors e join sync_runs u on u.brand_id = $1 and u.id = $3
        where e.brand_id = $1 and e.run_id = u.subject_run_id and e.external_id = x.external_id
          and e.code <> all($5::text[])
      ) and (exists (
        select from product_source_states s
        join product_sources l on l.brand_id = $1 and l.connection_id = $2 and l.external_id = s.external_id and l.state = 'live'
        where s.brand_id = $1 and s.connection_id = $2 and s.external_id = x.external_id and s.mapping_version = $4
      ) or exists (
        select from review_records r where r.brand_id = $1 and r.connection_id = $2 and r.external_id = x.external_id
          and r.observed ? 'variantIds' and not exists (
            select from product_source_states s
            where s.brand_id = $1 and s.connection_id = $2 and s.external_id = x.external_id)
      )) as stored
     from replay_records x where x.brand_id = $1 and x.run_id = $3 order by x.external_id`,
    [brandId, connectionId, runId, mappingVersion, FROM_STORED],
  );
  const of = (stored: boolean) => rows.filter((row) => row.stored === stored).map(({ id }) => id);
  return { stored: of(true), source: of(false) };
}
