import type { FieldKey } from "@v1/core";
import type { ChunkShape } from "../shape.ts";
import { COLLECTIONS, listOwner } from "./collections.ts";
import { listColumn } from "./inputs.ts";

/** Entity ids of the collections' names, and one row per material however often it is named. */
export function settleMaterials(shape: ChunkShape): string {
  const { join, variant, isNew, counts } = listOwner(shape);
  return `
create temp table w_material_set on commit drop as
select x.ordinal, m.product_id, ${variant} as variant_id, ${isNew} as is_new, x.component, r.entity_id as material_id,
  case when count(x.percentage) = count(*) then sum(x.percentage) end as percentage,
  min(x.country) as country, bool_or(x.recyclable) as recyclable, min(x.sort_index) as sort_index
from in_materials x join w_refs r on r.kind = 'material' and r.ref = x.ref
${join}
where ${counts}
group by 1, 2, 3, 4, 5, 6`;
}

export function settleJourney(shape: ChunkShape): string {
  const { join, variant, isNew, counts } = listOwner(shape);
  return `
create temp table w_journey_set on commit drop as
select x.ordinal, m.product_id, ${variant} as variant_id, ${isNew} as is_new, x.sort_index, x.step_type,
  r.entity_id as facility_id
from in_journey x join w_refs r on r.kind = 'facility' and r.ref = x.ref
${join}
where ${counts}`;
}

export const settleSets = `
create temp table w_set on commit drop as
select distinct x.field, x.ordinal, m.product_id, m.is_new, x.kind, r.entity_id
from in_sets x join w_refs r on r.kind = x.kind and r.ref = x.ref
join m_products m using (ordinal)
where m.writes and m.is_primary`;

/** Lists of rows that stand already: the others need no comparison. */
export function standingLists(shape: ChunkShape): string {
  const { join, variant, isNew, counts } = listOwner(shape);
  return `
insert into w_lists (field, ordinal, product_id, variant_id, cleared, list)
select x.field, x.ordinal, m.product_id, ${variant} as variant_id, x.cleared, x.list
from in_lists x
${join}
where ${counts} and not ${isNew}`;
}

export const indexLists = `
create index if not exists w_lists_at on w_lists (field, ordinal);
create index if not exists w_material_set_at on w_material_set (ordinal);
create index if not exists w_journey_set_at on w_journey_set (ordinal);
create index if not exists w_set_at on w_set (ordinal);
analyze w_lists (field, ordinal, product_id)`;

const PINNED = (key: FieldKey) => `
  exists (
    select from field_pins pin
    where pin.brand_id = :brand and pin.product_id = l.product_id
      and pin.variant_id is not distinct from l.variant_id and pin.field_key = '${key}'
  )`;

const CLAIMED = (key: FieldKey) => `
  exists (
    select from value_provenance pr
    where pr.brand_id = :brand and pr.product_id = l.product_id
      and pr.variant_id is not distinct from l.variant_id and pr.fields->>'${key}' like :owner_origin
  )`;

interface ListComparison {
  key: FieldKey;
  /** Lists to compare, wanted and held, as one jsonb value per (product, variant). */
  wanted: string;
  held: string;
  /** What stood there, as it would be asserted; looked up for the few lists that have an effect. */
  shown: string;
  /** What an empty wanted list does. */
  emptyClears: boolean;
}

function listEffects({ key, wanted, held, shown, emptyClears }: ListComparison): string {
  return `
insert into w_effects (ordinal, product_id, variant_id, field_key, effect, before, after)
select l.ordinal, l.product_id, l.variant_id, '${key}',
  case when l.cleared and l.variant_id is not null then 'inherit' when want.list is distinct from have.list then 'set' else 'claim' end,
  (${shown}), case when l.variant_id is null or not l.cleared then l.list end
from w_lists l
cross join lateral (${wanted}) want
cross join lateral (${held}) have
where l.field = '${key}' and (${emptyClears} or l.cleared or want.list is not null)
  and (want.list is distinct from have.list or want.list is not null and not ${CLAIMED(key)})
  and not ${PINNED(key)}`;
}

const SAME_OWNER = `t.brand_id = :brand and t.product_id = l.product_id and t.variant_id is not distinct from l.variant_id`;

/**
 * Materials are compared per component and without order. Components that the source does not name
 * are compared only where the connector declares its list complete.
 */
function materialEffects(shape: ChunkShape): string {
  const complete = shape.complete.has("product.materials");
  const scope = complete
    ? ""
    : `and (l.cleared or t.component in (select w.component from w_material_set w where w.ordinal = l.ordinal and w.variant_id is not distinct from l.variant_id))`;
  const element = (a: string, id: string, country: string) =>
    `jsonb_agg(jsonb_build_array(${a}.component, ${id}, ${a}.percentage::text, ${country}, ${a}.recyclable) order by ${a}.component, ${id})`;
  return listEffects({
    key: "product.materials",
    wanted: `
  select ${element("w", "w.material_id", "w.country")} as list from w_material_set w
  where w.ordinal = l.ordinal and w.variant_id is not distinct from l.variant_id`,
    held: `
  select ${element("t", "t.brand_material_id", "t.country_of_origin")} as list
  from product_materials t where ${SAME_OWNER} ${scope}`,
    shown: `
  select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('name', b.name, 'percentage', t.percentage::text,
    'component', t.component, 'country', t.country_of_origin, 'recyclable', t.recyclable)) order by t.sort_index)
  from product_materials t join brand_materials b on b.brand_id = t.brand_id and b.id = t.brand_material_id
  where ${SAME_OWNER}`,
    emptyClears: complete,
  });
}

function journeyEffects(shape: ChunkShape): string {
  return listEffects({
    key: "product.journey",
    wanted: `
  select jsonb_agg(jsonb_build_array(w.step_type, w.facility_id) order by w.sort_index) as list from w_journey_set w
  where w.ordinal = l.ordinal and w.variant_id is not distinct from l.variant_id`,
    held: `
  select jsonb_agg(jsonb_build_array(t.step_type, t.facility_id) order by t.sort_index) as list
  from product_journey_steps t where ${SAME_OWNER}`,
    shown: `
  select jsonb_agg(jsonb_build_object('stepType', t.step_type, 'facility', jsonb_build_object('name', f.display_name))
    order by t.sort_index)
  from product_journey_steps t join brand_facilities f on f.brand_id = t.brand_id and f.id = t.facility_id
  where ${SAME_OWNER}`,
    emptyClears: shape.complete.has("product.journey"),
  });
}

export interface SetTable {
  key: FieldKey;
  table: string;
  column: string;
  names: string;
  name: string;
}

export const SET_TABLES: SetTable[] = [
  { key: "product.tags", table: "tags_on_product", column: "tag_id", names: "brand_tags", name: "name" },
  {
    key: "product.ecoClaims",
    table: "product_eco_claims",
    column: "eco_claim_id",
    names: "brand_eco_claims",
    name: "claim",
  },
];

/**
 * A set keeps one row per asserter: the connection's own rows are compared with what it asserts.
 * Without a declared complete list a missing item is no assertion, so only additions count.
 */
function setEffects(shape: ChunkShape, { key, table, column, names, name }: SetTable): string {
  const complete = shape.complete.has(key);
  const mine = `t.brand_id = :brand and t.product_id = l.product_id and t.connection_id = :connection`;
  const wanted = `select w.entity_id from w_set w where w.field = '${key}' and w.ordinal = l.ordinal`;
  const missing = `exists (${wanted} except select t.${column} from ${table} t where ${mine})`;
  const surplus = `exists (select t.${column} from ${table} t where ${mine} except ${wanted})`;
  return `
insert into w_effects (ordinal, product_id, field_key, effect, before, after)
select l.ordinal, l.product_id, '${key}', case when c.changes then 'set' else 'claim' end,
  (select jsonb_agg(distinct b.${name}) from ${table} t
    join ${names} b on b.brand_id = t.brand_id and b.id = t.${column}
    where ${mine}), l.list
from w_lists l
cross join lateral (select ${missing} or ${complete ? "" : "l.cleared and "}${surplus} as changes) c
where l.field = '${key}' and (c.changes or jsonb_array_length(l.list) > 0 and not ${CLAIMED(key)})
  and not ${PINNED(key)}`;
}

/** An empty source keeps the collection, and provenance says so. */
function keepEffects(key: FieldKey): string {
  return `
insert into w_effects (ordinal, product_id, field_key, effect)
select m.ordinal, m.product_id, '${key}', 'keep'
from m_products m
join in_products i using (ordinal)
join value_provenance pr on pr.brand_id = :brand and pr.product_id = m.product_id and pr.variant_id is null
where m.writes and not m.is_new and m.is_primary and jsonb_typeof(i.${listColumn(key)}) = 'null'
  and pr.fields->>'${key}' not like :kept_origin
  and not exists (
    select from field_pins pin where pin.brand_id = :brand and pin.product_id = m.product_id
      and pin.variant_id is null and pin.field_key = '${key}')`;
}

export function collectionEffects(shape: ChunkShape): { name: string; text: string }[] {
  const owned = (key: FieldKey) =>
    shape.owned.has(key) && (shape.product.includes(key) || shape.variant.includes(key));
  const keeps = COLLECTIONS.filter(
    (key) => owned(key) && shape.product.includes(key) && !shape.clear.has(key),
  );
  return [
    ...keeps.map((key) => ({ name: "plan kept collections", text: keepEffects(key) })),
    ...(owned("product.materials") ? [{ name: "plan material effects", text: materialEffects(shape) }] : []),
    ...(owned("product.journey") ? [{ name: "plan journey effects", text: journeyEffects(shape) }] : []),
    ...SET_TABLES.filter(({ key }) => owned(key)).map((set) => ({
      name: `plan ${set.table} effects`,
      text: setEffects(shape, set),
    })),
  ];
}
