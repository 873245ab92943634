import { type FieldKey, fieldDefinition } from "@v1/core";
import type { ChunkShape } from "../shape.ts";
import type { Step } from "../statement.ts";
import { listColumn } from "./inputs.ts";

export const COLLECTIONS: readonly FieldKey[] = [
  "product.materials",
  "product.journey",
  "product.tags",
  "product.ecoClaims",
];

/** The owned ones that products (`position` null) and, where they override them, variants assert. */
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
  select '${key}' as field, i.ordinal, null::smallint as position, ${list(value)}
  from in_products i where jsonb_typeof(${value}) ${kinds}`);
  }
  if (shape.variant.includes(key)) {
    const value = `i.observed->'${key}'`;
    const cleared = shape.clear.has(key) ? ` or jsonb_typeof(${value}) = 'null'` : "";
    relations.push(`
  select '${key}' as field, i.ordinal, i.position, x.cleared, case when x.cleared then '[]' else ${value} end as list
  from in_variants i
  cross join lateral (select coalesce(i.observed->'$inherit' ? '${key}'${cleared}, false) as cleared) x
  where x.cleared or jsonb_typeof(${value}) = 'array'`);
  }
  return relations;
}

const NOTHING = `
  select '' as field, 0::bigint as ordinal, null::smallint as position, false as cleared, '[]'::jsonb as list
  where false`;

/** One row per asserted collection: which lists are there at all, empty ones too. */
function lists(shape: ChunkShape): string {
  const relations = COLLECTIONS.flatMap((key) => sources(shape, key));
  return `create temp table in_lists on commit drop as ${relations.join("\n  union all") || NOTHING}`;
}

function hasVariantLists(shape: ChunkShape): boolean {
  return shape.variant.some((key) => shape.owned.has(key) && fieldDefinition(key).columns.length === 0);
}

/**
 * Whose an asserted list `x` is, once products and variants are matched. A product's lists are its
 * primary record's; those of a variant that was not matched are nobody's.
 */
export function listOwner(shape: ChunkShape): {
  join: string;
  variant: string;
  isNew: string;
  counts: string;
} {
  if (!hasVariantLists(shape)) {
    const join = "join m_products m using (ordinal)";
    return { join, variant: "null::uuid", isNew: "m.is_new", counts: "m.writes and m.is_primary" };
  }
  return {
    join: `join m_products m using (ordinal)
left join m_variants v on v.ordinal = x.ordinal and v.position = x.position`,
    variant: "v.variant_id",
    isNew: "case when x.position is null then m.is_new else v.is_new end",
    counts: "m.writes and case when x.position is null then m.is_primary else v.variant_id is not null end",
  };
}

/** The same before variants are matched. */
export const COUNTS_FOR_NAMES = "m.writes and (x.position is not null or m.is_primary)";

const MATERIALS = `
create temp table in_materials on commit drop as
select l.ordinal, l.position, x.n::smallint as sort_index,
  coalesce(x.item->>'component', 'main') as component, (x.item->'name')::text as ref,
  (x.item->>'percentage')::numeric(6,2) as percentage, x.item->>'country' as country,
  (x.item->>'recyclable')::boolean as recyclable
from in_lists l cross join lateral jsonb_array_elements(l.list) with ordinality x(item, n)
where l.field = 'product.materials'`;

const JOURNEYS = `
create temp table in_journey on commit drop as
select l.ordinal, l.position, (x.n - 1)::integer as sort_index,
  x.item->>'stepType' as step_type, (x.item->'facility'->'name')::text as ref,
  x.item->'facility'->>'country' as country, x.item->'facility'->>'city' as city
from in_lists l cross join lateral jsonb_array_elements(l.list) with ordinality x(item, n)
where l.field = 'product.journey'`;

const SETS = `
create temp table in_sets on commit drop as
select l.field, l.ordinal, l.position,
  case l.field when 'product.tags' then 'tag' else 'eco_claim' end as kind,
  x.item::text as ref
from in_lists l cross join lateral jsonb_array_elements(l.list) x(item)
where l.field in ('product.tags', 'product.ecoClaims')`;

/**
 * Material lists in which the stated percentages of a component cannot be right: all are stated and miss
 * 100 by more than 0.5, or some are not and the stated ones already exceed it.
 */
const WRONG_MATERIALS = `
create temp table in_wrong_materials on commit drop as
select w.*, left(l.list::text, 500) as excerpt
from (
  select distinct on (ordinal, position) ordinal, position, component, sum(percentage) as total
  from in_materials
  group by ordinal, position, component
  having count(percentage) > 0 and (
    sum(percentage) > 100.5 or count(percentage) = count(*) and sum(percentage) < 99.5)
  order by ordinal, position, component
) w
join in_lists l on l.field = 'product.materials' and l.ordinal = w.ordinal and l.position is not distinct from w.position`;

/** What is wrong is not asserted, so that the old materials stay. */
const dropWrong = (table: string) => `
delete from ${table} x using in_wrong_materials w
where x.ordinal = w.ordinal and x.position is not distinct from w.position`;

/** Takes the asserted collections of a chunk apart, in tables that all of its waves read. */
export async function readCollections(shape: ChunkShape, step: Step): Promise<void> {
  await step("list collections", lists(shape));
  await step("read materials", MATERIALS);
  await step("read journeys", JOURNEYS);
  await step("read sets", SETS);
  const { rowCount } = await step("find wrong materials", WRONG_MATERIALS);
  if (!rowCount) return;
  await step("drop wrong materials", dropWrong("in_materials"));
  await step("drop wrong materials", `${dropWrong("in_lists")} and x.field = 'product.materials'`);
}

/** Of those that this wave would have written. */
export const rejectMaterials = `
insert into w_errors (ordinal, position, code, field, message, hint, excerpt)
select x.ordinal, x.position, 'percentages_do_not_sum', 'product.materials',
  format('The percentages of "%s" add up to %s, not 100.', x.component, x.total),
  'Correct the composition at the source; until then the old materials stay.', x.excerpt
from in_wrong_materials x join m_products m using (ordinal)
where ${COUNTS_FOR_NAMES}`;
