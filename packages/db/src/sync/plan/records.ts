import { ours } from "../ours.ts";

/** Records that are not decided yet, in source order; contention defers some to a later wave. */
export const pendingRecords = `
create temp table pending on commit drop as select ordinal from in_products`;

/**
 * What is already known of each pending record: its link, whether that link still counts, and whether it is the
 * one that writes the product: one that returns is, unless another of its connection does by now, or did before
 * a disconnect. A full read says old things anew after a mapping change; that is no clock gone back.
 */
export const waveRecords = `
create temp table w_records on commit drop as
select i.ordinal, i.external_id, i.group_key, g.product_id as group_id,
  l.state, l.product_id as linked_id, l.group_key as stored_group,
  case when l.state = 'live' then l.is_primary else not (l.taken or l.awaited) end as is_primary,
  l.state <> 'live' and not l.is_primary and not (l.taken or l.awaited) as takes_over,
  coalesce(l.state = 'live' or l.state in ('gone', 'disconnected', 'suppressed')
    and (not l.taken or not l.is_primary or l.product_id = g.product_id)
    or l.state = 'suppressed' and l.content_hash is not distinct from i.content_hash, false) as linked,
  coalesce(l.source_updated_at > i.source_updated_at and not :accept_older::boolean
    and not (:full::boolean and l.mapping_version is distinct from :mapping_version), false) as late,
  coalesce(l.state = 'suppressed' and l.content_hash is not distinct from i.content_hash, false) as suppressed
from pending join in_products i using (ordinal)
left join lateral (
  select l.product_id, l.state, l.is_primary, l.group_key, l.source_updated_at, st.content_hash, st.mapping_version,
    coalesce(o.taken, false) as taken, coalesce(o.awaited, false) as awaited
  from product_sources l
  left join product_source_states st
    on st.brand_id = l.brand_id and st.connection_id = l.connection_id and st.external_id = l.external_id
  left join lateral (
    select bool_or(other.state = 'live') as taken,
      bool_or(other.state = 'disconnected' and (not l.is_primary or other.group_key = l.group_key)) as awaited
    from product_sources other
    where l.state <> 'live' and other.brand_id = :brand and other.product_id = l.product_id
      and ${ours("other")} and other.external_id <> l.external_id and other.is_primary
  ) o on true
  where l.brand_id = :brand and l.connection_id = :connection and l.external_id = i.external_id
  offset 0
) l on true
left join lateral (
  select l.product_id from product_sources l
  where l.brand_id = :brand and l.connection_id = :connection and l.group_key = i.group_key
    and l.state = 'live' and l.external_id <> i.external_id
  order by l.is_primary desc, l.external_id limit 1
) g on i.group_key is not null`;

const CODES = { s: "variant_sku", b: "coalesce(variant_barcode_gtin, variant_barcode)" };
const CARRIED = { s: "pv.sku", b: "coalesce(pv.gtin, pv.barcode)" };

function asserted(kind: "s" | "b"): string {
  return `
  select distinct '${kind}' as kind, ${CODES[kind]} as value
  from pending join in_variants using (ordinal) where ${CODES[kind]} is not null`;
}

function elsewhere(kind: "s" | "b"): string {
  return `
select n.kind, n.value, h.id, h.product_id
from named n
cross join lateral (
  select pv.id, pv.product_id from product_variants pv
  where pv.brand_id = :brand and ${CARRIED[kind]} = n.value and pv.tombstoned_at is null
  offset 0
) h
where n.kind = '${kind}' and n.variant_id is null`;
}

/**
 * Live variants of the brand that carry a SKU or barcode named in this chunk. Both are unique among live
 * variants, so that those of the products in `known` (SQL: product_id) answer for most of an update; a
 * code that none of them carries is looked for by index, one probe each however large the brand (`offset 0`).
 */
export function holders(known: string): string {
  return `
create temp table w_holders on commit drop as
with asserted as materialized (${asserted("s")}
  union all ${asserted("b")}
), live as materialized (
  select pv.* from (${known}) k
  cross join lateral (
    select pv.id, pv.product_id, ${CARRIED.s} as sku, ${CARRIED.b} as code from product_variants pv
    where pv.brand_id = :brand and pv.product_id = k.product_id and pv.tombstoned_at is null
    offset 0
  ) pv
), own as (
  select 's' as kind, sku as value, id, product_id from live where sku is not null
  union all
  select 'b', code, id, product_id from live where code is not null
), named as materialized (
  select a.kind, a.value, o.id as variant_id, o.product_id from asserted a left join own o using (kind, value)
)
select kind, value, variant_id, product_id from named where variant_id is not null
union all ${elsewhere("s")}
union all ${elsewhere("b")}`;
}

/** Products of the records of this wave. */
export const linkedProducts =
  "select distinct linked_id as product_id from w_records where linked_id is not null";

/**
 * Products that an unlinked record may be, by the connection's identifiers in their order. A product
 * that another live record of the connection holds is nobody's candidate.
 */
export const candidates = `
create temp table w_candidates on commit drop as
select c.ordinal, c.rank, c.product_id
from (
  select v.ordinal, array_position(:match_by::text[], 'barcode') as rank, h.product_id
  from w_holders h join in_variants v on h.kind = 'b' and v.variant_barcode_gtin = h.value
  union
  select v.ordinal, array_position(:match_by::text[], 'sku'), h.product_id
  from w_holders h join in_variants v on h.kind = 's' and v.variant_sku = h.value
  union
  select i.ordinal, array_position(:match_by::text[], 'identifier'), p.id
  from in_products i
  cross join lateral (
    select p.id from products p
    where p.brand_id = :brand and p.product_identifier = i.product_identifier offset 0
  ) p
) c
join w_records w on w.ordinal = c.ordinal and not w.linked
where c.rank is not null and not exists (
  select from product_sources l
  where l.brand_id = :brand and l.product_id = c.product_id and ${ours("l")}
    and l.state = 'live' and l.external_id <> w.external_id
  offset 0
)`;

/** Records that all are new and name nothing twice cannot compete: most of a first sync. */
export const anythingKnown = `
select exists (select from w_holders) or exists (select from w_candidates)
  or exists (select from w_records where linked_id is not null or group_id is not null) as known`;

/** Products that each record may write to, and whether it will: it stays with it, or joins it by its group. */
const TOUCHES = `
touches as materialized (
  select ordinal, linked_id as product_id,
    linked and state = 'live' and not late and stored_group is not distinct from group_key as stays
  from w_records where linked_id is not null
  union all
  select ordinal, group_id, linked_id is null from w_records where group_id is not null and not linked
  union all
  select ordinal, product_id, false from w_candidates
)`;

/**
 * Products that several records write to without getting into each other's way, so that a style of a
 * hundred records need not take a hundred waves: all stay with it or join it, their group means no
 * other product, and no variant of it is free to be matched or becomes so. `standing` has their variants.
 */
const CALM = `
crowds as materialized (
  select product_id from touches group by product_id having count(distinct ordinal) > 1
), standing as materialized (
  select c.product_id, pv.id, pv.sku, pv.code, pv.lives, l.external_id, l.state, w.ordinal
  from crowds c
  cross join lateral (
    select pv.id, pv.sku, coalesce(pv.gtin, pv.barcode) as code, pv.tombstoned_at is null as lives
    from product_variants pv where pv.brand_id = :brand and pv.product_id = c.product_id
    offset 0
  ) pv
  left join lateral (
    select l.external_id, l.state, l.product_external_id from variant_sources l
    where l.brand_id = :brand and l.variant_id = pv.id and ${ours("l")}
    offset 0
  ) l on true
  left join w_records w on w.external_id = l.product_external_id
), restless as (
  select group_key from w_records left join touches using (ordinal)
  where group_key is not null
  group by group_key having count(distinct product_id) <> 1 or not bool_and(product_id is not null)
), stirred as (
  select product_id from touches join w_records using (ordinal)
  where not stays or group_key in (select group_key from restless)
  union all
  select product_id from standing
  group by product_id, id having bool_or(lives) and not coalesce(bool_or(state = 'live'), false)
  union all
  select product_id from standing s
  where s.state = 'live' and s.ordinal is not null and not exists (
    select from in_variants v where v.ordinal = s.ordinal and v.external_id = s.external_id
  )
), calm as materialized (
  select product_id from crowds where product_id not in (select product_id from stirred)
), settled as materialized (
  select distinct ordinal from touches join calm using (product_id)
)`;

/**
 * Records that must wait for an earlier one of the same chunk, because both name a thing that only
 * one can have. Deciding them in a later wave makes the outcome that of one record after another,
 * whatever the chunk's size. A thing that somebody outside the chunk holds is lost for all alike.
 */
export const blockedRecords = `
with ${TOUCHES}, ${CALM}, alone as (
  select distinct ordinal, product_id from touches where product_id not in (select product_id from calm)
), keys as (
  select ordinal, 'x' || external_id as k from w_records
  union all
  select ordinal, 'g' || group_key from w_records
  where group_key is not null and ordinal not in (select ordinal from settled)
  union all
  select w.ordinal, 'i' || i.product_identifier from w_records w join in_products i using (ordinal)
  where not w.linked and w.ordinal not in (select ordinal from settled)
  union all
  select ordinal, 'v' || external_id from pending join in_variants using (ordinal)
  union all
  select ordinal, 's' || variant_sku from pending join in_variants using (ordinal) where variant_sku is not null
  union all
  select ordinal, 'b' || coalesce(variant_barcode_gtin, variant_barcode)
  from pending join in_variants using (ordinal) where variant_barcode is not null
  union all
  select s.ordinal, unnest(array['s' || s.sku, 'b' || s.code, 'v' || s.external_id, 'w' || s.id])
  from standing s join calm using (product_id) where s.ordinal is not null
  union all
  select t.ordinal, x.k from alone t
  cross join lateral (
    select unnest(array['s' || pv.sku, 'b' || coalesce(pv.gtin, pv.barcode)]) as k
    from product_variants pv
    where pv.brand_id = :brand and pv.product_id = t.product_id
    offset 0
  ) x
  union all
  select t.ordinal, 'v' || x.external_id from alone t
  cross join lateral (
    select l.external_id from product_variants pv
    cross join lateral (
      select l.external_id from variant_sources l
      where l.brand_id = :brand and l.variant_id = pv.id and ${ours("l")} offset 0
    ) l
    where pv.brand_id = :brand and pv.product_id = t.product_id
    offset 0
  ) x
  union all
  select ordinal, 'p' || product_id from alone
), shared as (
  select k, min(ordinal) as first from keys where k is not null group by k having min(ordinal) <> max(ordinal)
), open as (
  select s.k, s.first from shared s
  where not exists (
    select from w_holders h
    where h.kind || h.value = s.k
      and not exists (select from touches t where t.product_id = h.product_id)
  ) and not (left(s.k, 1) = 'i' and exists (
    select from products p
    where p.brand_id = :brand and p.product_identifier = substr(s.k, 2)
      and not exists (select from touches t where t.product_id = p.id)
  ))
)
select distinct keys.ordinal from keys join open using (k) where keys.ordinal > open.first`;
