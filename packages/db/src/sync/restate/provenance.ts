type Side = "product" | "variant";

/** Of "not distinct from" no index knows, so each side has its own look-up. */
const SIDES: Record<Side, { is: string; same: string }> = {
  product: { is: "variant_id is null", same: "v.variant_id is null" },
  variant: { is: "variant_id is not null", same: "v.variant_id = e.variant_id" },
};

/** Of what was planned without a look at its provenance, row by row: joined, the brand's would be read from its beginning. */
const sought = (side: Side) => `
  select e.product_id, e.variant_id, e.fields, e.drops, v.place from e
  left join lateral (
    select v.ctid as place from value_provenance v
    where v.brand_id = :brand and v.product_id = e.product_id and ${SIDES[side].same} offset 0
  ) v on true
  where e.place is null and e.${SIDES[side].is}`;

/**
 * Who stands behind what was restated. Nearly all of these rows have provenance, so it is updated, and made
 * only where it is missing: an insert that finds each row in its way costs half as much again. The plan says
 * where it stands: nobody else writes the brand's, for we hold its lock.
 */
export function restateProvenance(sides: Side[], fields: number): string {
  const [ref, drops] = [
    "case effect when 'keep' then :kept_ref::text when 'inherit' then null else :owner_ref::text end",
    "effect = 'inherit'",
  ];
  // Of one field a row has one effect, and there is nothing to gather.
  const effects =
    fields === 1
      ? `select product_id, variant_id, jsonb_build_object(field_key, ${ref}) as fields, ${drops} as drops, place
  from w_effects where effect <> 'restore'`
      : `select product_id, variant_id, jsonb_object_agg(field_key, ${ref}) as fields, bool_or(${drops}) as drops, max(place) as place
  from w_effects where effect <> 'restore' group by product_id, variant_id`;
  return `
with e as materialized (
  ${effects}
), x as materialized (
  select * from e where place is not null
  union all${sides.map(sought).join("\n  union all")}
), updated as (
  update value_provenance v
  set fields = case when x.drops then jsonb_strip_nulls(v.fields || x.fields) else v.fields || x.fields end
  from x where v.ctid = x.place
)
insert into value_provenance (brand_id, product_id, variant_id, fields)
select :brand::uuid, product_id, variant_id, jsonb_strip_nulls(fields) from x where place is null`;
}

/** A place is a step away; Postgres takes it for a page from the disk, and would rather read a table of middle size whole. */
export const placeByPlace = "set local enable_hashjoin = off; set local enable_mergejoin = off";
export const anyJoin = "set local enable_hashjoin to default; set local enable_mergejoin to default";
