import type { ReferenceKind } from "@v1/core";
import { type FieldSql, REFERENCE_TABLES } from "../field-sql.ts";
import { type ChunkShape, productSide, type SideFields, seededVariantFields, variantSide } from "../shape.ts";
import { COUNTS_FOR_NAMES } from "./collections.ts";

type Kind = ReferenceKind | "category";

/** Join of a field's reference, as `r_<id>`. */
export function referenceJoins(fields: FieldSql[]): string {
  return fields
    .filter((field) => field.reference)
    .map(
      (field) => `
left join w_refs r_${field.id} on r_${field.id}.kind = '${field.reference}' and r_${field.id}.ref = i.${field.id}`,
    )
    .join("");
}

function named(field: FieldSql, relation: string, mayCreate: string): string {
  return `
  select '${field.reference}' as kind, i.${field.id} as ref, ${mayCreate} as may_create, m.ordinal
  from m_products m join ${relation} i using (ordinal) where m.writes and i.${field.id} is not null`;
}

function nameSources(shape: ChunkShape): string[] {
  const sides = [
    { side: productSide(shape), relation: "in_products" },
    { side: variantSide(shape), relation: "in_variants" },
  ];
  return sides.flatMap(({ side, relation }) =>
    side.all
      .filter((field) => field.reference)
      .map((field) => named(field, relation, mayCreate(shape, side, field))),
  );
}

/** A new product's variants are seeded with names that may be new themselves. */
function mayCreate(shape: ChunkShape, side: SideFields, field: FieldSql): string {
  if (field.reference === "category") return "false";
  return seededVariantFields(shape).includes(field) ? "m.is_new" : String(side.owned.includes(field));
}

const COLLECTION_NAMES = `
  select 'material' as kind, x.ref, true as may_create, ordinal
  from in_materials x join m_products m using (ordinal) where ${COUNTS_FOR_NAMES}
  union all
  select 'facility', x.ref, true, ordinal
  from in_journey x join m_products m using (ordinal) where ${COUNTS_FOR_NAMES}
  union all
  select x.kind, x.ref, true, ordinal
  from in_sets x join m_products m using (ordinal) where ${COUNTS_FOR_NAMES}`;

function existing(column: "id" | "normalized"): string {
  const condition = column === "id" ? "e.id = l.entity_id" : "e.normalized_name = n.normalized";
  const cases = Object.entries(REFERENCE_TABLES).map(
    ([kind, { table }]) =>
      `when '${kind}' then (select e.id from ${table} e where e.brand_id = :brand and ${condition})`,
  );
  return `case n.kind ${cases.join("\n    ")} end`;
}

/**
 * Every name of this wave, resolved: the connection's own link first (so that a brand may rename an
 * entity), then the unique normalised name. A category is resolved by the brand's mapping alone, and where it is one of ours that is put back by its name. One
 * key is one entity: where it comes with several names, the first in source order counts for all.
 */
export function resolveReferences(shape: ChunkShape): string {
  return `
create temp table w_refs on commit drop as
select n.*, l.entity_id is not null as linked,
  case when n.kind = 'category' then (
    select v.target_id from value_mappings v
    where v.brand_id = :brand and v.source_column = 'product.category' and v.normalized_value = n.normalized and v.target = 'category'
    union all
    select min(c.id::text)::uuid from categories c
    where :ours::boolean and normalize_name(c.name) = n.normalized having count(*) = 1
    limit 1
  ) else coalesce(${existing("id")}, ${existing("normalized")}) end as entity_id
from (
  select kind, ref, name, hex, may_create, normalize_name(name) as normalized, coalesce('#' || key, normalize_name(name)) as external_key
  from (
    select kind, ref, key, hex, may_create,
      case when key is not null and min(first) over (partition by kind, key) is not null
        then first_value(own_name) over (partition by kind, key order by first nulls last, ref)
        else own_name end as name
    from (
      select kind, ref, coalesce(parsed->>'name', parsed #>> '{}') as own_name, parsed->>'key' as key,
        parsed->>'hex' as hex, may_create, first
      from (
        select kind, ref, bool_or(may_create) as may_create, min(ordinal) filter (where may_create) as first
        from (${[...nameSources(shape), COLLECTION_NAMES].join("\n  union all")}
        ) names
        group by kind, ref
      ) written
      cross join lateral (select ref::jsonb as parsed offset 0) parsed
    ) distinct_names
  ) named
) n
left join catalog_links l on l.brand_id = :brand and l.connection_id = :connection and l.kind = n.kind
  and l.external_key = n.external_key`;
}

/** Without it the planner takes the names for so many that it sorts all that refers to them. */
export const analyzeReferences = "analyze w_refs (kind, ref, entity_id, may_create)";

export const missingReferences = `
select kind, count(*) filter (where entity_id is null and may_create)::int as missing,
  count(*) filter (where not linked and may_create)::int as unlinked,
  count(*) filter (where kind = 'category' and entity_id is null)::int as unmapped
from w_refs group by kind`;

/** What a new entity brings along, filled once when it is created. */
const EXTRA: Partial<Record<Kind, [columns: string, values: string]>> = {
  color: ["hex", "r.hex"],
  material: ["country_of_origin, recyclable", "x.country, x.recyclable"],
  facility: ["country_code, city", "x.country, x.city"],
};

const COLLECTIONS_OF: Partial<Record<Kind, string>> = {
  material: `
    select ordinal, x.ref, x.country, x.recyclable
    from in_materials x join m_products m using (ordinal) where ${COUNTS_FOR_NAMES}`,
  facility: `
    select ordinal, x.ref, x.country, x.city
    from in_journey x join m_products m using (ordinal) where ${COUNTS_FOR_NAMES}`,
  tag: namesOfSet("tag"),
  eco_claim: namesOfSet("eco_claim"),
};

function namesOfSet(kind: ReferenceKind): string {
  return `
    select ordinal, x.ref from in_sets x join m_products m using (ordinal)
    where x.kind = '${kind}' and ${COUNTS_FOR_NAMES}`;
}

/** Where a kind's names came from, with the place in the source. */
function namings(shape: ChunkShape, kind: ReferenceKind): string {
  const collection = COLLECTIONS_OF[kind];
  if (collection) return collection;
  const column = (field: FieldSql, relation: string) =>
    `select i.ordinal, i.${field.id} as ref from ${relation} i join m_products m using (ordinal) where m.writes and i.${field.id} is not null`;
  const ofKind = (fields: FieldSql[]) => fields.filter((field) => field.reference === kind);
  return [
    ...ofKind(productSide(shape).owned).map((field) => column(field, "in_products")),
    ...ofKind([...variantSide(shape).owned, ...seededVariantFields(shape)]).map((field) =>
      column(field, "in_variants"),
    ),
  ].join(" union all ");
}

/** The first in source order says how a new entity is written and what else is known of it. */
export function createReferences(shape: ChunkShape, kind: ReferenceKind): string {
  const { table, name } = REFERENCE_TABLES[kind];
  const [columns, values] = EXTRA[kind] ?? ["", ""];
  const comma = columns ? ", " : "";
  return `
with made as (
  insert into ${table} (brand_id, id, ${name}${comma}${columns})
  select distinct on (r.normalized) :brand, gen_random_uuid(), r.name${comma}${values}
  from (${namings(shape, kind)}) x join w_refs r on r.kind = '${kind}' and r.ref = x.ref
  where r.entity_id is null and r.may_create
  order by r.normalized, x.ordinal, r.name, r.ref
  on conflict (brand_id, normalized_name) do update set updated_at = ${table}.updated_at
  returning id, normalized_name
)
update w_refs r set entity_id = made.id from made
where r.kind = '${kind}' and r.normalized = made.normalized_name and r.entity_id is null`;
}

/**
 * Names that new variants of products that stand are seeded with, so that they may be written down too:
 * only now is it known which variants are new. Null where no name is a seed.
 */
export function seededNames(shape: ChunkShape): string | null {
  const fields = seededVariantFields(shape).filter((field) => field.reference);
  if (fields.length === 0) return null;
  const names = fields.map(
    (field) => `
  select '${field.reference}' as kind, i.${field.id} as ref
  from m_variants m join in_variants i using (ordinal, position)
  where m.is_new and not m.product_is_new and i.${field.id} is not null`,
  );
  return `
update w_refs r set may_create = true
from (${names.join("\n  union")}
) x
where r.kind = x.kind and r.ref = x.ref and not r.may_create
returning r.kind, r.entity_id is null as missing`;
}

export const linkReferences = `
insert into catalog_links (brand_id, connection_id, kind, external_key, entity_id)
select distinct on (kind, external_key) :brand, :connection, kind, external_key, entity_id
from w_refs where not linked and may_create and entity_id is not null and kind <> 'category'
order by kind, external_key, name
on conflict (brand_id, connection_id, kind, external_key) do update set entity_id = excluded.entity_id`;

/** Whether the connection writes categories: one that it only observes is missing nowhere. */
export function ownsCategory(shape: ChunkShape): boolean {
  return productSide(shape).owned.some((field) => field.reference === "category");
}

/**
 * Said once for each name and run, of no record: what a run tells must not rest on how it was cut into chunks.
 */
export const reportUnmappedCategories = `
insert into sync_errors (brand_id, id, run_id, connection_id, code, field, message, hint, excerpt)
select :brand, gen_random_uuid(), :run, :connection, 'unmapped_category', 'product.category',
  format('Nobody has said yet which of the categories "%s" is, so products came in without one.', left(min(r.name), 200)),
  'Choose the category that it means; the next sync brings it in.', left(min(r.name), 500)
from w_refs r
where r.kind = 'category' and r.entity_id is null and not exists (
  select from sync_errors e
  where e.brand_id = :brand and e.run_id = :run and e.code = 'unmapped_category'
    and normalize_name(e.excerpt) = normalize_name(left(r.name, 500))
)
group by r.normalized`;

/** Types that the brand has not mapped yet are listed for mapping, never created. */
export const listUnmappedCategories = `
insert into value_mappings (brand_id, source_column, raw_value, target)
select :brand, 'product.category', min(name), 'category' from w_refs
where kind = 'category' and entity_id is null group by normalized
on conflict do nothing`;
