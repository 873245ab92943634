import { type FieldKey, fieldDefinition } from "@v1/core";
import type { ChunkShape } from "../shape.ts";
import { listColumn } from "./inputs.ts";

export const COLLECTIONS: readonly FieldKey[] = [
  "product.materials",
  "product.journey",
  "product.tags",
  "product.ecoClaims",
];

/**
 * Collections of this wave as rows, from the observations of products (`position` null) and, where
 * variants override them, of variants. Only owned ones: the others stay observations.
 */
function sources(shape: ChunkShape, key: FieldKey): string[] {
  if (!shape.owned.has(key)) return [];
  // Where the brand chose so, an observed null empties the collection.
  const kinds = shape.clear.has(key) ? "in ('array', 'null')" : "= 'array'";
  const list = (value: string) =>
    `jsonb_typeof(${value}) = 'null' as cleared, case jsonb_typeof(${value}) when 'null' then '[]' else ${value} end as list`;
  const relations: string[] = [];
  if (shape.product.includes(key)) {
    const value = `i.${listColumn(key)}`;
    relations.push(`
  select m.ordinal, null::smallint as position, m.product_id, null::uuid as variant_id, m.is_new, ${list(value)}
  from m_products m join in_products i using (ordinal)
  where m.writes and m.is_primary and jsonb_typeof(${value}) ${kinds}`);
  }
  if (shape.variant.includes(key)) {
    const value = `i.observed->'${key}'`;
    const cleared = shape.clear.has(key) ? ` or jsonb_typeof(${value}) = 'null'` : "";
    relations.push(`
  select m.ordinal, i.position, m.product_id, i.new_id as variant_id, true as is_new,
    x.cleared, case when x.cleared then '[]' else ${value} end as list
  from m_products m join in_variants i using (ordinal)
  cross join lateral (select coalesce(i.observed->'$inherit' ? '${key}'${cleared}, false) as cleared) x
  where m.writes and (x.cleared or jsonb_typeof(${value}) = 'array')`);
  }
  return relations;
}

const NOTHING = `
  select 0::bigint as ordinal, null::smallint as position, null::uuid as product_id, null::uuid as variant_id,
    false as is_new, false as cleared, '[]'::jsonb as list
  where false`;

export function hasVariantLists(shape: ChunkShape): boolean {
  return shape.variant.some((key) => shape.owned.has(key) && fieldDefinition(key).columns.length === 0);
}

/** Names are resolved before variants are matched; only then is it known whose list each one is. */
export const nameListVariants = ["w_lists", "w_materials", "w_journey"].map(
  (table) => `
update ${table} l set variant_id = m.variant_id, is_new = m.is_new
from m_variants m where m.ordinal = l.ordinal and m.position = l.position`,
);

function listsOf(shape: ChunkShape, key: FieldKey): string {
  return sources(shape, key).join("\n  union all") || NOTHING;
}

/** One row per asserted collection: which lists are there at all, empty ones too. */
export function collectionLists(shape: ChunkShape): string {
  const relations = COLLECTIONS.map(
    (key) => `select '${key}' as field, l.* from (${listsOf(shape, key)}\n) l`,
  );
  return `create temp table w_lists on commit drop as ${relations.join("\nunion all\n")}`;
}

export const materialRows = `
create temp table w_materials on commit drop as
select l.ordinal, l.position, l.product_id, l.variant_id, l.is_new, x.n::smallint as sort_index,
  coalesce(x.item->>'component', 'main') as component, x.item->'name' as ref,
  (x.item->>'percentage')::numeric(6,2) as percentage, x.item->>'country' as country,
  (x.item->>'recyclable')::boolean as recyclable, null::uuid as entity_id
from w_lists l cross join lateral jsonb_array_elements(l.list) with ordinality x(item, n)
where l.field = 'product.materials'`;

export const journeyRows = `
create temp table w_journey on commit drop as
select l.ordinal, l.position, l.product_id, l.variant_id, l.is_new, (x.n - 1)::integer as sort_index,
  x.item->>'stepType' as step_type, x.item->'facility'->'name' as ref,
  x.item->'facility'->>'country' as country, x.item->'facility'->>'city' as city
from w_lists l cross join lateral jsonb_array_elements(l.list) with ordinality x(item, n)
where l.field = 'product.journey'`;

export const setRows = `
create temp table w_sets on commit drop as
select l.field, l.ordinal, l.product_id, l.is_new,
  case l.field when 'product.tags' then 'tag' else 'eco_claim' end as kind,
  x.item as ref
from w_lists l cross join lateral jsonb_array_elements(l.list) x(item)
where l.field in ('product.tags', 'product.ecoClaims')`;

/**
 * Rejects a material list in which the stated percentages of a component cannot be right: all are
 * stated and miss 100 by more than 0.5, or some are not and the stated ones already exceed it.
 */
export const rejectMaterials = `
with wrong as (
  select ordinal, position, component, sum(percentage) as total
  from w_materials
  group by ordinal, position, component
  having count(percentage) > 0 and (
    sum(percentage) > 100.5 or count(percentage) = count(*) and sum(percentage) < 99.5)
), first_wrong as (
  select distinct on (ordinal, position) ordinal, position, component, total from wrong
  order by ordinal, position, component
), errors as (
  insert into w_errors (ordinal, position, code, field, message, hint, excerpt)
  select w.ordinal, w.position, 'percentages_do_not_sum', 'product.materials',
    format('The percentages of "%s" add up to %s, not 100.', w.component, w.total),
    'Correct the composition at the source; until then the old materials stay.',
    left(l.list::text, 500)
  from first_wrong w
  join w_lists l on l.field = 'product.materials' and l.ordinal = w.ordinal and l.position is not distinct from w.position
  returning ordinal, position
), rows as (
  delete from w_materials m using errors e
  where m.ordinal = e.ordinal and m.position is not distinct from e.position
)
delete from w_lists l using errors e
where l.field = 'product.materials' and l.ordinal = e.ordinal and l.position is not distinct from e.position`;
