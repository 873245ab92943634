import { MISSING_FIELDS } from "../../queries/products/gaps.ts";

const GAP_KEYS = MISSING_FIELDS.map((field) => `'product.${field}'`).join(", ");

/**
 * Products whose words for the search, or gaps, are due, once each. The triggers that find other writers' texts
 * are left out of merges (`app.merging`): they would compare every row with its version before.
 */
export const queueSearch = `
insert into search_queue (brand_id, product_id)
select :brand::uuid, product_id from m_products where is_new
union
select :brand::uuid, product_id from w_effects
where field_key in ('product.name', 'product.description', 'variant.sku', 'variant.barcode', 'variant.option')
  and effect in ('set', 'clear', 'inherit') or field_key = '$restored'
  or field_key in (${GAP_KEYS}) and (effect = 'clear' or effect = 'set' and coalesce(before, 'null') = 'null')
union
select :brand::uuid, product_id from m_variants where not product_is_new and (is_new or revives)
union
select :brand::uuid, product_id from w_gone where tombstones`;

/** What one wave did, in the run's own figures. */
export const waveTallies = `
select
  count(*) filter (where m.is_new)::int as created,
  count(*) filter (where m.writes and not m.is_new and t.product_id is not null)::int as updated,
  count(*) filter (where m.writes and not m.is_new and t.product_id is null or m.outcome = 'suppressed')::int as unchanged,
  count(*) filter (where m.outcome in ('missing_required', 'duplicate_identifier'))::int as failed,
  count(*) filter (where m.outcome = 'late')::int as late,
  count(*) filter (where m.outcome = 'unmatched')::int as unmatched,
  count(*) filter (where m.outcome = 'ambiguous')::int as ambiguous,
  (select count(*) from w_effects where field_key = '$status' and effect = 'restore')::int as restored,
  (select count(*) from m_variants where is_new)::int as "variantsCreated",
  (select count(distinct variant_id) from w_effects where variant_id is not null and effect in ('set', 'clear', 'inherit'))::int as "variantsUpdated",
  (select count(*) from w_gone where tombstones)::int as "variantsTombstoned",
  (select count(*) from w_effects where effect in ('set', 'clear', 'inherit'))::int as changes
from m_products m
left join (
  select ordinal, product_id from w_effects where effect in ('set', 'clear', 'inherit', 'restore')
  union select ordinal, product_id from m_variants where not product_is_new and (is_new or revives)
  union select ordinal, product_id from w_gone where tombstones
) t using (ordinal, product_id)`;

export const deferBlocked = `delete from pending where ordinal <> all(:blocked::bigint[])`;

export const errorsTable = `
create temp table w_errors (ordinal bigint, position smallint, code text, field text, message text, hint text, excerpt text) on commit drop`;

/** The errors that this chunk's decisions made, under their records' names. */
export const insertPlanErrors = `
insert into sync_errors (brand_id, id, run_id, connection_id, external_id, variant_external_id, code, field, message, hint, excerpt)
select :brand, gen_random_uuid(), :run, :connection, i.external_id, v.external_id, e.code, e.field, e.message, e.hint, e.excerpt
from w_errors e
join in_products i using (ordinal)
left join in_variants v on v.ordinal = e.ordinal and v.position = e.position`;

/** Errors found while mapping, which never reached staging. */
export const insertMappingErrors = `
insert into sync_errors (brand_id, id, run_id, connection_id, external_id, variant_external_id, code, field, message, hint, excerpt)
select :brand, gen_random_uuid(), :run, :connection, e."externalId", e."variantExternalId", e.code, e.field, e.message, e.hint, e.excerpt
from jsonb_to_recordset(:errors::jsonb)
  as e("externalId" text, "variantExternalId" text, code text, field text, message text, hint text, excerpt text)`;

/** Inserted, not marked on the links: a narrow row costs a thirtieth of rewriting a wide one. */
export const insertSeen = `
insert into run_seen (brand_id, run_id, external_id)
select :brand, :run, x from unnest(:seen::text[]) x
on conflict do nothing`;

export const deleteStaged = [
  `delete from staging_product_variants where brand_id = :brand and batch_id = :batch and chunk = :chunk`,
  `delete from staging_products where brand_id = :brand and batch_id = :batch and chunk = :chunk`,
];

/** Progress forgives earlier attempts: only a run that stands still gives up. */
export const saveProgress = `
update sync_runs set checkpoint = :checkpoint::jsonb, tallies = :tallies::jsonb, total = coalesce(:total::integer, total),
  attempts = 0
where brand_id = :brand and id = :run
returning cancel_requested_at is not null as "cancelRequested"`;
