import { AppError, notFound } from "@v1/core";
import type { WorkerDb } from "../../client.ts";
import type { ImportRef } from "./move-import.ts";

/** Where the entities of each field are, and by which name `value_mappings` calls their kind. */
const ENTITIES = {
  "variant.color": { table: "brand_colors", target: "color" },
  "variant.size": { table: "brand_sizes", target: "size" },
  "product.materials": { table: "brand_materials", target: "material" },
  "product.category": { table: "categories", target: "category" },
} as const;

export type ValueField = keyof typeof ENTITIES;
const FIELDS = Object.keys(ENTITIES) as ValueField[];

export interface UnknownName {
  field: ValueField;
  name: string;
  products: number;
}

const MOST_UNKNOWN = 5_000;

/** Names of an import that the brand neither has nor has mapped, the most used first. */
export async function listUnknownNames(
  db: WorkerDb,
  { brandId, importId }: ImportRef,
): Promise<UnknownName[]> {
  const known = FIELDS.filter((field) => field !== "product.category").map(
    (field) =>
      `when '${field}' then exists (select from ${ENTITIES[field].table} e
         where e.brand_id = v.brand_id and e.normalized_name = v.normalized_value)`,
  );
  const { rows } = await db.pool.query<UnknownName>(
    `select v.field_key as field, v.raw_value as name, v.products
     from import_values v
     where v.brand_id = $1 and v.job_id = $2
       and not coalesce(case v.field_key ${known.join(" ")} else false end, false)
       and not exists (
         select from value_mappings m where m.brand_id = v.brand_id and m.source_column = v.field_key
           and m.normalized_value = v.normalized_value and m.target_id is not null)
     order by v.products desc, v.field_key, v.raw_value limit ${MOST_UNKNOWN}`,
    [brandId, importId],
  );
  return rows;
}

export interface Entity {
  id: string;
  name: string;
}

const MOST_ENTITIES = 20_000;

/** What names of a field can be mapped to. A category comes with its path. */
export async function listEntities(db: WorkerDb, brandId: string, field: ValueField): Promise<Entity[]> {
  if (field === "product.category") return (await db.pool.query<Entity>(CATEGORY_PATHS)).rows;
  const { rows } = await db.pool.query<Entity>(
    `select id, name from ${ENTITIES[field].table} where brand_id = $1 order by name limit ${MOST_ENTITIES}`,
    [brandId],
  );
  return rows;
}

const CATEGORY_PATHS = `
with recursive tree as (
  select id, name from categories where parent_id is null
  union all
  select c.id, t.name || ' / ' || c.name from categories c join tree t on c.parent_id = t.id
)
select id, name from tree order by name`;

/** Names → names of the brand's own entities, for the fields that the plan does not map by itself. */
export async function readMeanings(
  db: WorkerDb,
  brandId: string,
): Promise<{ field: ValueField; name: string; means: string }[]> {
  const { rows } = await db.pool.query(
    `select m.source_column as field, m.raw_value as name, coalesce(c.name, s.name, x.name) as means
     from value_mappings m
     left join brand_colors c on m.target = 'color' and c.brand_id = m.brand_id and c.id = m.target_id
     left join brand_sizes s on m.target = 'size' and s.brand_id = m.brand_id and s.id = m.target_id
     left join brand_materials x on m.target = 'material' and x.brand_id = m.brand_id and x.id = m.target_id
     where m.brand_id = $1 and m.target in ('color', 'size', 'material') and m.target_id is not null
       and coalesce(c.name, s.name, x.name) is not null limit 200000`,
    [brandId],
  );
  return rows;
}

export interface ValueMapping {
  brandId: string;
  userId: string | null;
  field: ValueField;
  name: string;
  /** Null forgets what was said before. */
  to: { id: string } | { create: string } | null;
}

/**
 * Remembers what a name means, for this import and all that follow.
 * @throws AppError `not_found` for an entity that is not the brand's
 */
export async function storeMeaning(db: WorkerDb, mapping: ValueMapping): Promise<{ id: string | null }> {
  const { brandId, field, name } = mapping;
  const { target } = ENTITIES[field];
  const id = mapping.to === null ? null : await entityId(db, { brandId, field, to: mapping.to });
  await db.pool.query(
    `with said as (
       insert into value_mappings (brand_id, source_column, raw_value, target, target_id) values ($1, $2, $3, $4, $5)
       on conflict (brand_id, source_column, normalized_value, target)
         do update set target_id = excluded.target_id, updated_at = now()
       returning id
     )
     insert into audit_log (brand_id, actor_kind, actor_id, action, target, result)
     select $1, case when $6::uuid is null then 'system' else 'user' end, $6, 'value.map',
       jsonb_build_object('field', $2::text, 'value', $3::text, 'to', $5::uuid), 'ok' from said`,
    [brandId, field, name, target, id, mapping.userId],
  );
  return { id };
}

async function entityId(
  db: WorkerDb,
  { brandId, field, to }: { brandId: string; field: ValueField; to: { id: string } | { create: string } },
): Promise<string> {
  const { table, target } = ENTITIES[field];
  const isCategory = field === "product.category";
  if ("id" in to) {
    const { rows } = await db.pool.query<{ id: string }>(
      `select id from ${table} where id = $1 ${isCategory ? "" : "and brand_id = $2"}`,
      isCategory ? [to.id] : [to.id, brandId],
    );
    if (rows[0]) return rows[0].id;
    throw notFound(target, to.id);
  }
  if (isCategory) {
    throw new AppError({
      code: "bad_request",
      message: "Categories are the same for all brands, so a new one cannot be made.",
      hint: "Choose one of the tree.",
    });
  }
  const { rows } = await db.pool.query<{ id: string }>(
    `insert into ${table} (brand_id, name) values ($1, $2)
     on conflict (brand_id, normalized_name) do update set updated_at = ${table}.updated_at returning id`,
    [brandId, to.create],
  );
  return rows[0]?.id ?? "";
}
