import type { FieldKey } from "@v1/core";
import type { FieldSql } from "../field-sql.ts";
import { referenceJoins } from "../plan/references.ts";
import { type ChunkShape, productSide, seededVariantFields, variantSide } from "../shape.ts";

function columnsOf(fields: FieldSql[]): { names: string; values: string } {
  const columns = fields.flatMap((field) => field.columns);
  return {
    names: columns.map(([column]) => `, ${column}`).join(""),
    values: columns.map(([, value]) => `, ${value}`).join(""),
  };
}

/** New products, with the fields that the connection owns and the seeded required ones. */
export function insertProducts(shape: ChunkShape): string {
  const fields = productSide(shape).owned.filter(
    (field) => field.key !== "product.name" && !field.definition.table,
  );
  const { names, values } = columnsOf(fields);
  return `
insert into products (brand_id, id, upid, product_identifier, name${names})
select :brand, m.product_id, i.upid, i.product_identifier, i.product_name${values}
from m_products m join in_products i using (ordinal)${referenceJoins(fields)}
where m.is_new
order by m.ordinal`;
}

/** Environment values: new products that have any, and existing ones whose values the plan changes. */
export function upsertEnvironment(shape: ChunkShape): string | null {
  const fields = productSide(shape).owned.filter((field) => field.definition.table === "product_environment");
  if (fields.length === 0) return null;
  const { names, values } = columnsOf(fields);
  const keys = fields.map((field) => `'${field.key}'`).join(", ");
  const filled = fields.map((field) => `(${field.filled})`).join(" or ");
  // A field that the plan leaves alone carries what stands there, so the row may be written whole.
  const planned = fields.flatMap((field) =>
    field.columns.map(
      ([column, value]) => `, case when '${field.key}' = any(x.sets) then ${value}
    when '${field.key}' = any(x.empties) then null else e.${column} end`,
    ),
  );
  const updates = fields.flatMap((field) =>
    field.columns.map(([column]) => `${column} = excluded.${column}`),
  );
  return `
insert into product_environment (brand_id, product_id${names})
select :brand, m.product_id${values}
from m_products m join in_products i using (ordinal)
where m.is_new and (${filled})
union all
select :brand, x.product_id${planned.join("")}
from (
  select ordinal, product_id,
    coalesce(array_agg(field_key) filter (where effect = 'set'), '{}') as sets,
    coalesce(array_agg(field_key) filter (where effect = 'clear'), '{}') as empties
  from w_effects where variant_id is null and field_key in (${keys}) and effect in ('set', 'clear')
  group by ordinal, product_id
) x
join in_products i using (ordinal)
left join product_environment e on e.brand_id = :brand and e.product_id = x.product_id
on conflict (brand_id, product_id) do update set ${updates.join(", ")}, updated_at = now()`;
}

export function insertVariants(shape: ChunkShape): string {
  const fields = [...variantSide(shape).owned, ...seededVariantFields(shape)];
  const { names, values } = columnsOf(fields);
  return `
insert into product_variants (brand_id, id, product_id, upid${names})
select :brand, m.variant_id, m.product_id, i.upid${values}
from m_variants m join in_variants i using (ordinal, position)${referenceJoins(fields)}
where m.is_new
order by m.ordinal, m.position`;
}

/** As a hashed subplan: a correlated one would read the effects once per row. */
const REPLACED = (key: FieldKey) => `(w.ordinal, coalesce(w.variant_id, w.product_id)) in (
  select e.ordinal, coalesce(e.variant_id, e.product_id) from w_effects e
  where e.field_key = '${key}' and e.effect = 'set'
)`;

export const insertMaterials = `
insert into product_materials
  (brand_id, product_id, variant_id, brand_material_id, component, percentage, country_of_origin, recyclable, sort_index)
select :brand, w.product_id, w.variant_id, w.material_id, w.component, w.percentage, w.country, w.recyclable, w.sort_index
from w_material_set w
where w.is_new or ${REPLACED("product.materials")}
order by w.ordinal, w.sort_index`;

export const insertJourney = `
insert into product_journey_steps (brand_id, product_id, variant_id, sort_index, step_type, facility_id)
select :brand, w.product_id, w.variant_id, w.sort_index, w.step_type, w.facility_id
from w_journey_set w
where w.is_new or ${REPLACED("product.journey")}
order by w.ordinal, w.sort_index`;

export function insertSet(set: { key: string; table: string; column: string }): string {
  return `
insert into ${set.table} (brand_id, product_id, ${set.column}, connection_id)
select :brand, w.product_id, w.entity_id, :connection
from w_set w
where w.field = '${set.key}' and (w.is_new or w.ordinal in (
  select e.ordinal from w_effects e where e.field_key = '${set.key}' and e.effect = 'set'
))
order by w.ordinal
on conflict do nothing`;
}
