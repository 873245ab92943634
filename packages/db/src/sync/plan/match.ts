import { ours } from "../ours.ts";

/**
 * The outcome of each record of this wave: link first, then its group, then the identifiers, then
 * create. `blocked` records wait for the next wave.
 */
export const matchProducts = `
create temp table m_products on commit drop as
with best as (
  select distinct on (ordinal) ordinal, rank, array_agg(product_id order by product_id) as products
  from (select distinct ordinal, rank, product_id from w_candidates) c
  group by ordinal, rank
  order by ordinal, rank
), decided as (
  select w.ordinal, w.external_id, w.linked_id, w.state, w.is_primary, w.takes_over, w.group_key, i.new_id, b.products, w.group_id,
    case
      when w.linked and w.late then 'late'
      when w.linked and w.suppressed then 'suppressed'
      when w.linked then 'linked'
      when w.group_id is not null then 'grouped'
      when cardinality(b.products) = 1 then 'matched'
      when cardinality(b.products) > 1 then 'ambiguous'
      when not :may_create::boolean then 'unmatched'
      when i.product_identifier is null or i.product_name is null then 'missing_required'
      when taken.id is not null then 'duplicate_identifier'
      else 'created'
    end as outcome
  from w_records w
  join in_products i using (ordinal)
  left join best b using (ordinal)
  left join lateral (
    select p.id from products p
    where p.brand_id = :brand and p.product_identifier = i.product_identifier offset 0
  ) taken on not w.linked
  where w.ordinal <> all(:blocked::bigint[])
)
select ordinal, external_id, outcome, group_key, products as candidates, state,
  outcome in ('linked', 'grouped', 'matched', 'created') as writes,
  outcome = 'created' as is_new,
  outcome in ('created', 'matched') or outcome in ('linked', 'late') and is_primary as is_primary,
  outcome in ('linked', 'late') and takes_over as takes_over,
  outcome = 'linked' and state <> 'live' or outcome = 'late' and state in ('gone', 'disconnected') as revives,
  case outcome
    when 'created' then new_id when 'matched' then products[1] when 'grouped' then group_id
    when 'linked' then linked_id when 'late' then linked_id when 'suppressed' then linked_id
  end as product_id
from decided`;

/** Where all products of a wave are new, so are their variants. */
export const newVariants = `
create temp table m_variants on commit drop as
select m.ordinal, v.position, v.external_id, m.product_id, true as product_is_new, v.new_id as variant_id,
  true as is_new, false as linked, false as revives
from m_products m join in_variants v using (ordinal)
where m.writes`;

/**
 * The asserted variants with the one that each is linked to, within this record and product. A link that
 * is not live leads to a variant only where no other link of the connection does.
 */
export const linkedVariants = `
create temp table w_linked on commit drop as
with found as (
  select m.ordinal, v.position, l.variant_id, l.state
  from m_products m
  join in_variants v using (ordinal)
  cross join lateral (
    select l.variant_id, l.state from variant_sources l
    join product_variants pv on pv.brand_id = :brand and pv.id = l.variant_id and pv.product_id = m.product_id
    where l.brand_id = :brand and l.connection_id = :connection and l.external_id = v.external_id
      and l.product_external_id = m.external_id
      and (l.state = 'live' or not exists (
        select from variant_sources heir
        where heir.brand_id = :brand and heir.variant_id = l.variant_id and ${ours("heir")}
          and heir.state = 'live'
        offset 0
      ))
    offset 0
  ) l
  where m.writes and not m.is_new
), own as (
  select distinct on (variant_id) ordinal, position, variant_id
  from found order by variant_id, state = 'live' desc, ordinal, position
)
select m.ordinal, m.product_id, m.is_new, v.position, v.external_id, v.new_id, own.variant_id
from m_products m
join in_variants v using (ordinal)
left join own using (ordinal, position)
where m.writes`;

/** For the waves that follow one of new products only. */
export const noLinkedVariants = `
create temp table if not exists w_linked (
  ordinal bigint, product_id uuid, is_new boolean, position integer, external_id text, new_id uuid, variant_id uuid
) on commit drop`;

export const anythingUnlinked = `
select exists (select from w_linked where variant_id is null and not is_new) as unlinked`;

/** Variants of their products that no live link of the connection holds: what an unlinked one may be. */
export const freeVariants = `
create temp table w_free on commit drop as
select k.ordinal, pv.id, pv.sku, pv.code, pv.color_id, pv.size_id, pv.option_value
from (select distinct ordinal, product_id from w_linked where not is_new and variant_id is null) k
cross join lateral (
  select pv.id, pv.sku, coalesce(pv.gtin, pv.barcode) as code, pv.color_id, pv.size_id, pv.option_value
  from product_variants pv
  where pv.brand_id = :brand and pv.product_id = k.product_id and pv.tombstoned_at is null
    and not exists (
      select from variant_sources l
      where l.brand_id = :brand and l.variant_id = pv.id and ${ours("l")} and l.state = 'live'
      offset 0
    )
  offset 0
) pv
where not exists (select from w_linked own where own.variant_id = pv.id)`;

export const noFreeVariants = `
create temp table if not exists w_free (
  ordinal bigint, id uuid, sku text, code text, color_id uuid, size_id uuid, option_value text
) on commit drop`;

/**
 * Our variant for each asserted one: its link, then barcode, SKU, or the same colour, size and option
 * among the product's free variants (equal ones in order), then a new one.
 */
export const matchVariants = `
create temp table m_variants on commit drop as
with ranked as (
  select k.ordinal, k.position, f.id,
    least(
      case when f.code = coalesce(i.variant_barcode_gtin, i.variant_barcode) then 1 end,
      case when f.sku = i.variant_sku then 2 end
      %attributes%
    ) as rank
  from w_linked k
  join in_variants i using (ordinal, position)
  join w_free f using (ordinal)%references%
  where k.variant_id is null and not k.is_new
), best as (
  select distinct on (ordinal, position) ordinal, position, id, rank from ranked
  where rank is not null order by ordinal, position, rank, id
), coded as (
  select distinct on (ordinal, id) ordinal, position, id from best
  where rank < 3 order by ordinal, id, rank, position
), alike as (
  select ordinal, position, id, row_number() over (partition by ordinal, position order by id) as nth_id,
    row_number() over (partition by ordinal, id order by position) as nth_position
  from ranked r
  where rank = 3 and not exists (select from coded c where c.ordinal = r.ordinal and (c.position = r.position or c.id = r.id))
), paired as (
  select ordinal, position, id from coded
  union all
  select ordinal, position, id from alike where nth_id = nth_position
)
select k.ordinal, k.position, k.external_id, k.product_id, k.is_new as product_is_new,
  coalesce(k.variant_id, p.id, k.new_id) as variant_id,
  k.variant_id is null and p.id is null as is_new, k.variant_id is not null as linked,
  coalesce(t.tombstoned_at is not null, false) as revives
from w_linked k
left join paired p using (ordinal, position)
left join lateral (
  select t.tombstoned_at from product_variants t where t.brand_id = :brand and t.id = k.variant_id offset 0
) t on true
where :may_create::boolean or k.variant_id is not null or p.id is not null`;

/** What a connection that may not create does with a variant that is none of ours: says so, and leaves it. */
export const reportUnmatchedVariants = `
insert into w_errors (ordinal, position, code, message, hint, excerpt)
select x.ordinal, x.position, 'unmatched',
  'No variant of the product has the identifiers of this one, and this connection may not create variants.',
  'Add the variant where the product comes from, or allow the connection to create.', left(x.observed::text, 500)
from m_products p join in_variants x using (ordinal)
where p.writes
  and not exists (select from m_variants m where m.ordinal = x.ordinal and m.position = x.position)`;
