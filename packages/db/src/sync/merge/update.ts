import type { FieldKey } from "@v1/core";
import type { FieldSql } from "../field-sql.ts";
import { claimedFields } from "../plan/claims.ts";
import type { SetTable } from "../plan/collection-effects.ts";
import { referenceJoins } from "../plan/references.ts";
import { type ChunkShape, productSide, variantSide } from "../shape.ts";

const EFFECTIVE = "effect in ('set', 'clear', 'inherit')";

/** One assignment per column: the planned value where the plan says so, else what stands there now. */
function assignments(fields: FieldSql[]): string {
  return fields
    .flatMap((field) =>
      field.columns.map(
        ([column, value]) => `${column} = case
      when '${field.key}' = any(x.sets) then ${value}
      when '${field.key}' = any(x.empties) then null else t.${column} end`,
      ),
    )
    .join(",\n    ");
}

/** What happens to the columns of each row, as arrays of keys. */
function effectKeys(entity: "product_id" | "variant_id", fields: FieldSql[]): string {
  const side = entity === "product_id" ? "variant_id is null" : "variant_id is not null";
  const [only, ...others] = fields;
  if (only && others.length === 0) {
    // A row has one effect then, and there is nothing to gather.
    const when = (condition: string) => `case when ${condition} then array['${only.key}'] else '{}' end`;
    return `
  select ordinal, ${entity}, ${when("effect = 'set'")} as sets, ${when("effect <> 'set'")} as empties
  from w_effects where field_key = '${only.key}' and ${side} and ${EFFECTIVE}`;
  }
  return `
  select ordinal, ${entity},
    coalesce(array_agg(field_key) filter (where effect = 'set'), '{}') as sets,
    coalesce(array_agg(field_key) filter (where effect in ('clear', 'inherit')), '{}') as empties
  from w_effects where ${side} and ${EFFECTIVE} group by ordinal, ${entity}`;
}

export function updateProducts(shape: ChunkShape): string | null {
  const fields = productSide(shape).owned.filter((field) => !field.definition.table);
  if (fields.length === 0) return null;
  return `
with x as materialized (${effectKeys("product_id", fields)}
), v as (
  select x.*, ${fields.flatMap((f) => f.columns.map(([column, value]) => `${value} as v_${column}`)).join(", ")}
  from x join in_products i using (ordinal)${referenceJoins(fields)}
)
update products t set
    ${assignments(fields.map(fromPlanned))},
    updated_at = now(), has_pending_changes = t.has_pending_changes or t.status = 'published'
from v x
where t.brand_id = :brand and t.id = x.product_id`;
}

/** An UPDATE's target cannot be joined sideways, so the planned values are gathered first. */
function fromPlanned(field: FieldSql): FieldSql {
  return { ...field, columns: field.columns.map(([column]) => [column, `x.v_${column}`]) };
}

export function updateVariants(shape: ChunkShape): string | null {
  const fields = variantSide(shape).owned;
  if (fields.length === 0) return null;
  return `
with x as materialized (${effectKeys("variant_id", fields)}
), v as (
  select x.*, ${fields.flatMap((f) => f.columns.map(([column, value]) => `${value} as v_${column}`)).join(", ")}
  from x join m_variants m using (ordinal, variant_id) join in_variants i using (ordinal, position)${referenceJoins(fields)}
)
update product_variants t set
    ${assignments(fields.map(fromPlanned))},
    updated_at = now()
from v x
where t.brand_id = :brand and t.id = x.variant_id`;
}

/**
 * Products whose collections, environment or variants changed count as changed themselves. A row that
 * this transaction has written already is left: a second version would have its references checked anew.
 * One that it restored as published has its changes pending like any other.
 */
export const touchProducts = `
update products p set updated_at = now(), has_pending_changes = p.has_pending_changes or p.status = 'published'
from (
  select product_id from w_effects where ${EFFECTIVE} or field_key = '$restored'
  union select product_id from m_variants where not product_is_new and (is_new or revives)
  union select product_id from w_gone where tombstones
) x
where p.brand_id = :brand and p.id = x.product_id
  and (p.updated_at is distinct from now() or p.status = 'published' and not p.has_pending_changes)`;

/** A swap within one record would trip over the unique index half-way: first let go, then take. */
export function vacateClaimed(shape: ChunkShape): string | null {
  const fields = claimedFields(shape);
  if (fields.length === 0) return null;
  const cleared = fields.map(({ field, kind }) => {
    const columns = kind === "s" ? ["sku"] : ["barcode", "gtin"];
    return columns
      .map((column) => `${column} = case when '${field}' = any(x.keys) then null else pv.${column} end`)
      .join(", ");
  });
  return `
update product_variants pv set ${cleared.join(", ")}
from (
  select variant_id, array_agg(field_key) as keys from w_effects
  where field_key in ('variant.sku', 'variant.barcode') and before is not null and ${EFFECTIVE}
  group by variant_id
) x
where pv.brand_id = :brand and pv.id = x.variant_id`;
}

export const tombstoneVariants = `
update product_variants pv set tombstoned_at = now(), updated_at = now()
from w_gone g where g.tombstones and pv.brand_id = :brand and pv.id = g.variant_id and pv.tombstoned_at is null`;

/**
 * A variant that returns keeps its UPID, but not a SKU or barcode that somebody took meanwhile: losing
 * it is a change, and nobody stands behind the empty field (as where an override is reset).
 */
const reviving = (back: string) => `
with back as (
  select m.ordinal, m.variant_id, t.product_id, t.sku, t.barcode,
    t.sku is not null and (exists (
      select from product_variants o where o.brand_id = :brand and o.sku = t.sku and o.id <> t.id and o.tombstoned_at is null
    ) or exists (
      select from m_variants om join in_variants v using (ordinal, position)
      where v.variant_sku = t.sku and om.variant_id <> t.id
    ) or row_number() over (partition by t.sku order by m.ordinal, m.position) > 1) as sku_taken,
    coalesce(t.gtin, t.barcode) is not null and (exists (
      select from product_variants o where o.brand_id = :brand and coalesce(o.gtin, o.barcode) = coalesce(t.gtin, t.barcode)
        and o.id <> t.id and o.tombstoned_at is null
    ) or exists (
      select from m_variants om join in_variants v using (ordinal, position)
      where coalesce(v.variant_barcode_gtin, v.variant_barcode) = coalesce(t.gtin, t.barcode) and om.variant_id <> t.id
    ) or row_number() over (partition by coalesce(t.gtin, t.barcode) order by m.ordinal, m.position) > 1) as code_taken
  from (${back}) m join product_variants t on t.brand_id = :brand and t.id = m.variant_id
  where t.tombstoned_at is not null
), lost as (
  select ordinal, product_id, variant_id, 'variant.sku' as field_key, sku as value from back where sku_taken
  union all
  select ordinal, product_id, variant_id, 'variant.barcode', barcode from back where code_taken
), unbacked as (
  delete from w_effects e using lost l
  where e.variant_id = l.variant_id and e.field_key = l.field_key and e.effect in ('keep', 'claim')
), told as (
  insert into w_effects (ordinal, product_id, variant_id, field_key, effect, before)
  select l.* from (select ordinal, product_id, variant_id, field_key, 'inherit', to_jsonb(value) from lost) l
  where not exists (
    select from w_effects e where e.variant_id = l.variant_id and e.field_key = l.field_key and ${EFFECTIVE}
  )
)
update product_variants pv set tombstoned_at = null, updated_at = now(),
  sku = case when x.sku_taken then null else pv.sku end,
  barcode = case when x.code_taken then null else pv.barcode end,
  gtin = case when x.code_taken then null else pv.gtin end
from back x
where pv.brand_id = :brand and pv.id = x.variant_id`;

export const reviveVariants = reviving(
  "select ordinal, position, variant_id from m_variants where not is_new",
);

/**
 * Variants that went with their record, or while its connection was away, and that it lists as it returns, late
 * or not. What it had dropped before, with a newer word, stays away.
 */
export const lateVariants = `
create temp table w_late_variants on commit drop as
select distinct on (l.variant_id) m.ordinal, v.position, m.product_id, l.variant_id
from m_products m
join in_variants v using (ordinal)
join product_sources p on p.brand_id = :brand and p.connection_id = :connection and p.external_id = m.external_id
join variant_sources l on l.brand_id = :brand and l.connection_id = :connection and l.external_id = v.external_id
  and l.product_external_id = m.external_id
  and (l.state = 'disconnected' or l.state = 'gone' and l.updated_at = p.gone_at)
join product_variants pv on pv.brand_id = :brand and pv.id = l.variant_id and pv.product_id = m.product_id
  and pv.tombstoned_at is not null
where m.outcome = 'late' and m.revives and not exists (select from m_variants x where x.variant_id = l.variant_id)
order by l.variant_id, m.ordinal, v.position`;

export const reviveLateVariants = [
  reviving("select ordinal, position, variant_id from w_late_variants"),
  `
insert into w_effects (ordinal, product_id, variant_id, field_key, effect)
select ordinal, product_id, variant_id, '$restored', 'restore' from w_late_variants`,
  "drop table w_late_variants",
];

/** A product that came back gets the status that it had before it was archived. */
export const restoreProducts = `
with back as (
  update products p set status = p.status_before_archive, status_before_archive = null, updated_at = now()
  from m_products m
  where (m.writes and not m.is_new or m.revives) and p.brand_id = :brand and p.id = m.product_id
    and p.status = 'archived' and p.status_before_archive is not null
  returning p.id, m.ordinal, p.status
)
insert into w_effects (ordinal, product_id, field_key, effect, before, after)
select ordinal, id, '$status', 'restore', '"archived"', to_jsonb(status) from back`;

/** The source's null empties the whole list; an incomplete list replaces only what it names. */
const CLEARED = (key: FieldKey) => `exists (
    select from w_lists l where l.field = '${key}' and l.ordinal = e.ordinal
      and l.variant_id is not distinct from e.variant_id and l.cleared)`;

export function deleteReplacedMaterials(complete: boolean): string {
  const scope = complete
    ? ""
    : ` and (t.component in (select w.component from w_material_set w where w.product_id = e.product_id and w.variant_id is not distinct from e.variant_id)
    or ${CLEARED("product.materials")})`;
  return `
delete from product_materials t using w_effects e
where e.field_key = 'product.materials' and e.effect in ('set', 'inherit') and t.brand_id = :brand
  and t.product_id = e.product_id and t.variant_id is not distinct from e.variant_id${scope}`;
}

export const deleteReplacedJourney = `
delete from product_journey_steps t using w_effects e
where e.field_key = 'product.journey' and e.effect in ('set', 'inherit') and t.brand_id = :brand
  and t.product_id = e.product_id and t.variant_id is not distinct from e.variant_id`;

export function deleteReplacedSet({ key, table, column }: SetTable, complete: boolean): string {
  const scope = complete ? "" : ` and ${CLEARED(key)}`;
  return `
delete from ${table} t using w_effects e
where e.field_key = '${key}' and e.effect = 'set' and t.brand_id = :brand
  and t.product_id = e.product_id and t.connection_id = :connection
  and not exists (
    select from w_set w where w.field = '${key}' and w.product_id = t.product_id and w.entity_id = t.${column}
  )${scope}`;
}
