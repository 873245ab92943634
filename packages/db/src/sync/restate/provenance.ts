type Side = "product" | "variant";

/** Of "not distinct from" no index knows, so each side has its own look-up. */
const SIDES: Record<Side, { is: string; same: string; id: string }> = {
  product: { is: "x.variant_id is null", same: "v.variant_id is null", id: "product_id" },
  variant: { is: "x.variant_id is not null", same: "v.variant_id = x.variant_id", id: "variant_id" },
};

const updated = (side: Side) => `, ${side}s as (
  update value_provenance v
  set fields = case when x.drops then jsonb_strip_nulls(v.fields || x.fields) else v.fields || x.fields end
  from x where ${SIDES[side].is} and v.brand_id = :brand and v.product_id = x.product_id and ${SIDES[side].same}
  returning v.${SIDES[side].id}
)`;

const missing = (side: Side) => `
select :brand::uuid, x.product_id, x.variant_id, jsonb_strip_nulls(x.fields)
from x where ${SIDES[side].is} and not exists (select from ${side}s s where s.${SIDES[side].id} = x.${SIDES[side].id})`;

/**
 * Who stands behind what was restated. Nearly all of these rows have provenance, so it is updated, and made
 * only where it is missing: an insert that finds each row in its way costs half as much again.
 */
export function restateProvenance(sides: Side[], fields: number): string {
  const [ref, drops] = [
    "case effect when 'keep' then :kept_ref::text when 'inherit' then null else :owner_ref::text end",
    "effect = 'inherit'",
  ];
  // Of one field a row has one effect, and there is nothing to gather.
  const gathered =
    fields === 1
      ? `select product_id, variant_id, jsonb_build_object(field_key, ${ref}) as fields, ${drops} as drops
  from w_effects where effect <> 'restore'`
      : `select product_id, variant_id, jsonb_object_agg(field_key, ${ref}) as fields, bool_or(${drops}) as drops
  from w_effects where effect <> 'restore' group by product_id, variant_id`;
  return `
with x as materialized (
  ${gathered}
)${sides.map(updated).join("")}
insert into value_provenance (brand_id, product_id, variant_id, fields)${sides.map(missing).join("\nunion all")}`;
}
