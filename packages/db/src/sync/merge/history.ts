/** Provenance of changed rows: written only for fields whose value or backing changed. */
export const upsertProvenance = `
insert into value_provenance (brand_id, product_id, variant_id, fields)
select :brand, product_id, variant_id, jsonb_object_agg(field_key,
  case effect when 'keep' then :kept_ref::text when 'inherit' then null else :owner_ref::text end)
from w_effects where effect <> 'restore'
group by product_id, variant_id
on conflict (brand_id, product_id, variant_id) do update set
  fields = jsonb_strip_nulls(value_provenance.fields || excluded.fields)`;

/**
 * Before and after of every change. A created record is one row; a new product's variants go with it.
 * A run that comes to each product once need not look for a change that it has written already.
 */
export const insertChangesOnce = `
insert into sync_changes (brand_id, run_id, product_id, variant_id, field_key, before, after)
select :brand::uuid, :run::uuid, product_id, null::uuid, '$created', null::jsonb, null::jsonb from m_products where is_new
union all
select :brand, :run, product_id, null, '$linked', null, jsonb_agg(external_id order by external_id)
from m_products where outcome in ('matched', 'grouped') group by product_id
union all
select :brand, :run, product_id, variant_id, '$created', null, null from m_variants where is_new and not product_is_new
union all
select :brand, :run, product_id, variant_id, '$restored', null, null from m_variants where revives
union all
select :brand, :run, product_id, variant_id, '$tombstoned', null, null from w_gone where tombstones
union all
select :brand, :run, product_id, variant_id, field_key, before, after from w_effects
where effect in ('set', 'clear', 'inherit', 'restore')`;

/**
 * The same of a run that may change a field twice: it keeps the first before and the last after, and every
 * record that it linked to a product.
 */
export const insertChanges = `${insertChangesOnce}
on conflict (brand_id, run_id, product_id, variant_id, field_key) do update set after = case
  when excluded.field_key = '$linked' then (
    select jsonb_agg(distinct id order by id) from jsonb_array_elements_text(sync_changes.after || excluded.after) id
  ) else excluded.after end`;

export const outcomeErrors = `
insert into w_errors (ordinal, code, field, message, hint, excerpt)
select m.ordinal,
  case m.outcome when 'late' then 'late_data' when 'ambiguous' then 'ambiguous_match' else m.outcome end,
  case when m.outcome in ('missing_required', 'duplicate_identifier') then
    case when m.outcome = 'missing_required' and i.product_identifier is not null then 'product.name' else 'product.identifier' end end,
  case m.outcome
    when 'late' then 'The source calls this record older than what it said before.'
    when 'ambiguous' then format('%s products carry the identifiers of this record.', cardinality(m.candidates))
    when 'unmatched' then 'No product has the identifiers of this record, and this connection may not create products.'
    when 'missing_required' then 'The record has no name or no identifier, and a product needs both.'
    else format('Another product already has the identifier "%s".', i.product_identifier) end,
  case m.outcome
    when 'late' then 'Check the clock of the source; accept older data in the settings of the connection if it was set back on purpose.'
    when 'ambiguous' then 'Choose the right product in the review list, or make the identifiers unique.'
    when 'unmatched' then 'Link it to a product in the review list, or allow the connection to create products.'
    when 'missing_required' then 'Fill it in at the source, or map another column to it.'
    else 'Match by product identifier, or change the identifier at the source.' end,
  left(i.observed::text, 500)
from m_products m join in_products i using (ordinal)
where m.outcome in ('late', 'ambiguous', 'unmatched', 'missing_required', 'duplicate_identifier')`;

export const upsertReviews = `
insert into review_records (brand_id, connection_id, external_id, kind, candidates, observed, status, run_id)
select :brand, :connection, m.external_id, m.outcome, coalesce(m.candidates, '{}'),
  jsonb_build_object('product', i.observed, 'variants', v.said, 'variantIds', v.ids, 'groupKey', i.group_key,
    'variantsComplete', i.variants_complete, 'sourceUpdatedAt', i.source_updated_at),
  'open', :run
from m_products m join in_products i using (ordinal)
cross join lateral (
  select coalesce(jsonb_agg(v.observed order by v.position), '[]') as said,
    coalesce(jsonb_agg(v.external_id order by v.position), '[]') as ids
  from in_variants v where v.ordinal = m.ordinal
) v
where m.outcome in ('ambiguous', 'unmatched')
on conflict (brand_id, connection_id, external_id) do update set
  kind = excluded.kind, candidates = excluded.candidates, observed = excluded.observed, run_id = excluded.run_id,
  status = case when review_records.status = 'ignored' then 'ignored' else 'open' end, updated_at = now()`;

export const resolveReviews = `
update review_records r set status = 'resolved', updated_at = now()
from m_products m
where m.writes and r.brand_id = :brand and r.connection_id = :connection and r.external_id = m.external_id
  and r.status = 'open'`;
