import type { FieldKey } from "@v1/core";
import { ours } from "../ours.ts";
import { type ChunkShape, ownsVariantField, seededVariantFields } from "../shape.ts";
import { holdsVariant } from "./undone.ts";

const CLAIMED: { field: FieldKey; kind: string; id: string; value: string; label: string }[] = [
  { field: "variant.sku", kind: "s", id: "variant_sku", value: "variant_sku", label: "SKU" },
  {
    field: "variant.barcode",
    kind: "b",
    id: "variant_barcode",
    value: "coalesce(variant_barcode_gtin, variant_barcode)",
    label: "barcode",
  },
];

export function claimedFields(shape: ChunkShape) {
  return CLAIMED.filter(({ field }) => ownsVariantField(shape, field));
}

/**
 * Variants whose record no longer lists them; tombstoned unless another live link, a pin or an undo holds them.
 * Those of a record that was gone or disconnected count too: they stayed as they were until it came back.
 */
export const goneVariants = `
create temp table w_gone on commit drop as
select m.ordinal, m.product_id, pv.id as variant_id, vs.external_id,
  row_number() over (partition by pv.id order by vs.state = 'live' desc, vs.external_id) = 1 and not exists (
    select from variant_sources other
    where other.brand_id = :brand and other.variant_id = pv.id and other.state = 'live'
      and (other.connection_id, other.external_id) <> (vs.connection_id, vs.external_id)
  ) and not exists (
    select from field_pins pin
    where pin.brand_id = :brand and pin.product_id = m.product_id and pin.variant_id = pv.id
  ) and not ${holdsVariant("m.product_id", "pv.id")} as tombstones
from m_products m
join in_products i using (ordinal)
cross join lateral (
  select pv.id, pv.tombstoned_at from product_variants pv
  where pv.brand_id = :brand and pv.product_id = m.product_id offset 0
) pv
cross join lateral (
  select vs.connection_id, vs.external_id, vs.state from variant_sources vs
  where vs.brand_id = :brand and vs.variant_id = pv.id and ${ours("vs")}
    and vs.product_external_id = m.external_id
    and (vs.state = 'live' or vs.state in ('gone', 'disconnected') and pv.tombstoned_at is null)
  offset 0
) vs
where m.outcome = 'linked' and i.variants_complete
  and not exists (select from m_variants mv where mv.variant_id = pv.id)`;

export const noGoneVariants = `
create temp table if not exists w_gone (ordinal bigint, product_id uuid, variant_id uuid, external_id text, tombstones boolean) on commit drop`;

/**
 * A variant that another record lists now begins anew under the other product, and ours ends like any
 * that is not listed any more. Of a new product's variants only those count that the wave names a
 * holder's code for; the rest are found when their links turn out to exist (`movedToNew`).
 */
export const movedVariants = moved(`
  select external_id from m_variants where not product_is_new and not linked
  union
  select l.external_id from w_holders h
  cross join lateral (
    select l.external_id from variant_sources l
    where l.brand_id = :brand and l.variant_id = h.variant_id and ${ours("l")} offset 0
  ) l
  where not exists (select from m_variants kept where kept.variant_id = h.variant_id)`);

export const movedToNew = moved("select external_id from m_variants where product_is_new");

function moved(external: string): string {
  return `
insert into w_gone (ordinal, product_id, variant_id, external_id, tombstones)
select distinct on (pv.id) mv.ordinal, pv.product_id, pv.id, mv.external_id,
  not exists (
    select from variant_sources other
    where other.brand_id = :brand and other.variant_id = pv.id and other.state = 'live'
      and (other.connection_id, other.external_id) <> (:connection, mv.external_id)
  ) and not exists (
    select from field_pins pin
    where pin.brand_id = :brand and pin.product_id = pv.product_id and pin.variant_id = pv.id
  )
from (${external}
) x
join m_variants mv using (external_id)
cross join lateral (
  select l.variant_id from variant_sources l
  where l.brand_id = :brand and l.connection_id = :connection and l.external_id = x.external_id offset 0
) l
cross join lateral (
  select pv.id, pv.product_id from product_variants pv
  where pv.brand_id = :brand and pv.id = l.variant_id and pv.tombstoned_at is null offset 0
) pv
where mv.variant_id <> pv.id
  and not exists (select from m_variants kept where kept.variant_id = pv.id)
  and not exists (select from w_gone g where g.variant_id = pv.id)
order by pv.id, mv.ordinal, mv.position`;
}

/** Where no code is named twice or held by anybody. */
const NO_CLAIMS = `
create temp table if not exists w_claims (
  kind text, ordinal bigint, position smallint, value text, variant_id uuid, holder_id uuid, rejected boolean
) on commit drop`;

/** A new variant is seeded with a code that nobody has, the first in source order. */
export function refuseSeeds(shape: ChunkShape): string[] {
  const seeded = new Set(seededVariantFields(shape).map((field) => field.key));
  return CLAIMED.filter(({ field }) => seeded.has(field)).map(
    ({ kind, id, value }) => `
update in_variants v set ${id} = null${kind === "b" ? `, ${id}_gtin = null` : ""}
from (
  select ordinal, position, ${value} in (select h.value from w_holders h where h.kind = '${kind}')
    or row_number() over (partition by ${value} order by ordinal, position) > 1 as refused
  from m_variants join in_variants i using (ordinal, position) where is_new and ${id} is not null
) x
where x.refused and v.ordinal = x.ordinal and v.position = x.position`,
  );
}

/** A pinned code neither moves nor makes room. */
function pinned(shape: ChunkShape, variant: string): string {
  const keys = claimedFields(shape).map(({ kind, field }) => `when '${kind}' then '${field}'`);
  return `exists (
    select from field_pins pin
    where pin.brand_id = :brand and pin.product_id = ${variant}.product_id and pin.variant_id = ${variant}.variant_id
      and pin.field_key = case c.kind ${keys.join(" ")} end
  )`;
}

/**
 * Who may carry a SKU or barcode that more than one variant names or has: the variant that has it,
 * then the first in source order. A value that another variant of the same record gives up in this
 * very record is free. A code that its own variant alone names is nobody's question.
 */
export function claims(shape: ChunkShape): string {
  if (claimedFields(shape).length === 0) return NO_CLAIMS;
  const rows = claimedFields(shape).map(
    ({ kind, value, id }) => `
    select '${kind}' as kind, ordinal, position, ${value} as value from in_variants where ${id} is not null`,
  );
  const released = claimedFields(shape).map(
    // An observed null gives nothing up, unless the brand lets it clear the field.
    ({ kind, value, id, field }) =>
      `when '${kind}' then hv.${id}_has ${shape.clear.has(field) ? "" : `and hv.${id} is not null `}and ${value.replaceAll("variant_", "hv.variant_")} is distinct from c.value`,
  );
  return `
create temp table w_claims on commit drop as
with named as (${rows.join("\n    union all")}
), contested as (
  select kind, value from named group by kind, value having count(*) > 1
  union
  select kind, value from named
  join m_variants using (ordinal, position)
  join w_holders h using (kind, value)
  where h.variant_id <> m_variants.variant_id
)
select c.kind, c.ordinal, c.position, c.value, mv.variant_id, h.variant_id as holder_id,
  row_number() over (
    partition by c.kind, c.value order by (h.variant_id is not distinct from mv.variant_id) desc, c.ordinal, c.position
  ) > 1
  or h.variant_id is not null and h.variant_id <> mv.variant_id and not (
    gone.variant_id is not null
    or hm.ordinal is not distinct from c.ordinal and coalesce(case c.kind ${released.join(" ")} end, false)
      and not ${pinned(shape, "hm")}
  ) as rejected
from named c
join contested using (kind, value)
join m_variants mv using (ordinal, position)
left join w_holders h on h.kind = c.kind and h.value = c.value
left join w_gone gone on gone.variant_id = h.variant_id and gone.tombstones and gone.ordinal = c.ordinal
left join m_variants hm on hm.variant_id = h.variant_id
left join in_variants hv on hv.ordinal = hm.ordinal and hv.position = hm.position
where not ${pinned(shape, "mv")}`;
}

/** A holder that was refused its new value keeps the old one, so who counted on it is refused too. */
export const spreadRejections = `
update w_claims c set rejected = true
from w_claims holder
where not c.rejected and holder.rejected and holder.kind = c.kind
  and holder.variant_id = c.holder_id and c.holder_id <> c.variant_id`;

export const countRejections = `select count(*)::int as rejected from w_claims where rejected`;

/** A refused value becomes an absent one, with a record error; the rest of the record is synced. */
export function rejectClaims(shape: ChunkShape): string[] {
  return claimedFields(shape).flatMap(({ field, kind, id, label }) => [
    `
insert into w_errors (ordinal, position, code, field, message, hint, excerpt)
select c.ordinal, c.position, 'duplicate_value', '${field}',
  format('The ${label} "%s" is already carried by another variant of the brand.', c.value),
  'Give each variant a ${label} of its own at the source; the first one keeps it.', left(c.value, 500)
from w_claims c where c.kind = '${kind}' and c.rejected`,
    `
update in_variants v set ${id}_has = false, ${id} = null${kind === "b" ? `, ${id}_gtin = null` : ""}
from w_claims c where c.kind = '${kind}' and c.rejected and c.ordinal = v.ordinal and c.position = v.position`,
  ]);
}
