import { ours } from "../ours.ts";

/** Links and observations of the records that this wave decided. Everybody is heard, owner or not. */
export const insertProductLinks = `
insert into product_sources
  (brand_id, connection_id, external_id, product_id, state, is_primary, group_key, observed, source_updated_at)
select :brand, :connection, m.external_id, m.product_id, 'live', m.is_primary, m.group_key, i.observed, i.source_updated_at
from m_products m join in_products i using (ordinal)
where m.outcome in ('created', 'matched', 'grouped')
order by m.ordinal
on conflict (brand_id, connection_id, external_id) do update set
  product_id = excluded.product_id, state = 'live', is_primary = excluded.is_primary, group_key = excluded.group_key,
  observed = excluded.observed, source_updated_at = excluded.source_updated_at, gone_at = null, gone_run_id = null,
  updated_at = now()`;

/** Each of the statements on links that stood before reads them all where the planner knows nothing of them. */
export const anyOldLinks = `
select exists (select from m_products where outcome = 'linked') as linked,
  exists (select from m_products where outcome = 'late' and revives) as late,
  exists (select from m_products where takes_over and revives) as led,
  exists (select from w_gone) as gone`;

/** Where one of the others returns alone, the one that led is one of the others from now on. */
export const yieldLead = `
update product_sources o set is_primary = false, updated_at = now()
from m_products m
where m.takes_over and m.revives and o.brand_id = :brand and o.product_id = m.product_id and ${ours("o")}
  and o.external_id <> m.external_id and o.is_primary`;

export const updateProductLinks = `
update product_sources l set state = 'live', observed = i.observed, source_updated_at = i.source_updated_at,
  group_key = m.group_key, is_primary = m.is_primary, gone_at = null, gone_run_id = null, updated_at = now()
from m_products m join in_products i using (ordinal)
where m.outcome = 'linked' and l.brand_id = :brand and l.connection_id = :connection and l.external_id = m.external_id
  and (l.state, l.group_key, l.source_updated_at, l.observed)
    is distinct from ('live', m.group_key, i.source_updated_at, i.observed)`;

/** What is back with an older time is back all the same: only its values are dropped. */
export const reviveLate = [
  `
update product_sources l set state = 'live', is_primary = m.is_primary, gone_at = null, gone_run_id = null,
  updated_at = now()
from m_products m
where m.outcome = 'late' and m.revives
  and l.brand_id = :brand and l.connection_id = :connection and l.external_id = m.external_id`,
  `
update variant_sources l set state = 'live', updated_at = now()
from m_products m join in_variants v using (ordinal)
where m.outcome = 'late' and m.revives and l.brand_id = :brand and l.connection_id = :connection
  and l.external_id = v.external_id and l.product_external_id = m.external_id and exists (
    select from product_variants pv
    where pv.brand_id = :brand and pv.id = l.variant_id and pv.product_id = m.product_id and pv.tombstoned_at is null
  )`,
];

/** Fewer than the new products' variants where some were listed elsewhere before. */
export const insertNewVariantLinks = `
insert into variant_sources (brand_id, connection_id, external_id, product_external_id, variant_id, state, observed)
select :brand, :connection, m.external_id, i.product_external_id, m.variant_id, 'live', v.observed
from m_variants m
join in_variants v using (ordinal, position)
join (select ordinal, external_id as product_external_id from m_products) i using (ordinal)
where m.product_is_new
order by m.ordinal, m.position
on conflict (brand_id, connection_id, external_id) do nothing`;

export const insertVariantLinks = `
insert into variant_sources (brand_id, connection_id, external_id, product_external_id, variant_id, state, observed)
select :brand, :connection, m.external_id, i.product_external_id, m.variant_id, 'live', v.observed
from m_variants m
join in_variants v using (ordinal, position)
join (select ordinal, external_id as product_external_id from m_products) i using (ordinal)
where not exists (
  select from variant_sources l
  where l.brand_id = :brand and l.connection_id = :connection and l.external_id = m.external_id
    and l.state = 'live' and l.variant_id = m.variant_id and l.observed is not distinct from v.observed
  offset 0
)
order by m.ordinal, m.position
on conflict (brand_id, connection_id, external_id) do update set
  product_external_id = excluded.product_external_id, variant_id = excluded.variant_id, state = 'live',
  observed = excluded.observed, updated_at = now()`;

export const markGoneVariantLinks = `
update variant_sources l set state = 'gone', updated_at = now()
from w_gone g
where l.brand_id = :brand and l.connection_id = :connection and l.external_id = g.external_id and l.variant_id = g.variant_id`;

/** Clean records may be skipped next time; a record with an error never is. */
export const upsertStates = `
insert into product_source_states
  (brand_id, connection_id, external_id, content_hash, clean, mapping_version, ownership_version)
select :brand, :connection, m.external_id, i.content_hash,
  i.clean and not exists (select from w_errors e where e.ordinal = m.ordinal), :mapping_version, :ownership_version
from m_products m join in_products i using (ordinal)
where m.writes
order by m.ordinal
on conflict (brand_id, connection_id, external_id) do update set
  content_hash = excluded.content_hash, clean = excluded.clean,
  mapping_version = excluded.mapping_version, ownership_version = excluded.ownership_version`;
