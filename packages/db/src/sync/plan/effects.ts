import type { FieldSql } from "../field-sql.ts";
import { type ChunkShape, isOverridable, mayClear, productSide, variantSide } from "../shape.ts";
import { REFUSABLE } from "./inputs.ts";
import { referenceJoins } from "./references.ts";

/**
 * What this wave does to rows that exist already: one row per field and record.
 * `set` writes a value, `clear` empties it, `inherit` resets an override, `claim` finds the value
 * right and records who stands behind it, `keep` says that the source is empty and the value stays.
 * `place` is where the row's provenance stands, if it was looked up. `w_lists` holds the collections to compare.
 */
export const effectsTables = `
create temp table if not exists w_effects (
  ordinal bigint, product_id uuid, variant_id uuid, field_key text, effect text, before jsonb, after jsonb, place tid
) on commit drop;
create temp table if not exists w_lists (
  field text, ordinal bigint, product_id uuid, variant_id uuid, cleared boolean, list jsonb
) on commit drop`;

function alias(field: FieldSql, expression: string): string {
  return field.definition.table === "product_environment" ? expression.replaceAll("t.", "e.") : expression;
}

function effectOf(shape: ChunkShape, field: FieldSql, side: "product" | "variant"): string {
  const held = side === "variant" || !field.definition.table ? field.held : alias(field, field.held);
  const differs = side === "variant" ? field.differs : alias(field, field.differs);
  const present = REFUSABLE.has(field.key) ? `i.${field.id}_has` : `i.observed ? '${field.key}'`;
  // An unmapped category has a value that we cannot place yet; that is not an empty source.
  const nothing = field.reference ? `i.${field.id} is null` : `not (${field.filled})`;
  const empty = `${present} and ${nothing} and ${held}`;
  const inherits =
    side === "variant" && isOverridable(field.key)
      ? `when coalesce(i.observed->'$inherit' ? '${field.key}', false) and ${held} then 'inherit'`
      : "";
  const onNull = mayClear(shape, field)
    ? `when ${empty} then 'clear'`
    : `when ${empty} and coalesce(pr.fields->>'${field.key}', '') not like :kept_origin then 'keep'`;
  return `case when '${field.key}' = any(pins.keys) then null
      when ${field.filled} and ${differs} then 'set'
      when ${field.filled} and coalesce(pr.fields->>'${field.key}', '') not like :owner_origin then 'claim'
      ${onNull} ${inherits} end`;
}

/**
 * One effect or null per field, as an array next to their keys. Not as VALUES: Postgres prepares the
 * expressions of those anew for every row, which took as long as everything else together.
 */
function effectRows(shape: ChunkShape, fields: FieldSql[], side: "product" | "variant"): string {
  const [only, ...others] = fields;
  if (only && others.length === 0) {
    return `cross join lateral (select '${only.key}' as key, ${effectOf(shape, only, side)} as effect offset 0) f`;
  }
  return `cross join lateral (
  select array[${fields.map((field) => effectOf(shape, field, side)).join(",\n    ")}] as effects offset 0
) x
cross join lateral unnest(array[${fields.map((field) => `'${field.key}'`).join(", ")}], x.effects) f(key, effect)`;
}

/** Rows without any effect are left before their fields are told apart. */
function some({ length }: FieldSql[]): string {
  const any = length > 1 ? "x.effects && array['set', 'claim', 'clear', 'keep', 'inherit'] and " : "";
  return `${any}f.effect is not null`;
}

/** What stood there and what comes, worked out only for the few fields that have an effect. */
function effectColumns(fields: FieldSql[], side: "product" | "variant"): string {
  const before = fields.map((field) => {
    const canonical = side === "variant" ? field.canonical : alias(field, field.canonical);
    return `when '${field.key}' then ${canonical}`;
  });
  return `f.key, f.effect, case f.key ${before.join("\n    ")} end, case f.effect when 'set' then i.observed->f.key end`;
}

/**
 * Look-ups from a chunk into a brand's tables are fenced (`offset 0`): each stays one probe of an
 * index, however stale the planner's figures are while a table is being filled.
 *
 * Effects on the columns of products that exist; null where nothing asserted is owned. */
export function productEffects(shape: ChunkShape): string | null {
  const { owned } = productSide(shape);
  if (owned.length === 0) return null;
  return `
insert into w_effects (ordinal, product_id, field_key, effect, before, after, place)
select m.ordinal, m.product_id, ${effectColumns(owned, "product")}, pr.place
from m_products m
join in_products i using (ordinal)
cross join lateral (select * from products t where t.brand_id = :brand and t.id = m.product_id offset 0) t
left join lateral (
  select * from product_environment e where e.brand_id = :brand and e.product_id = m.product_id offset 0
) e on true
left join lateral (
  select pr.fields, pr.ctid as place from value_provenance pr
  where pr.brand_id = :brand and pr.product_id = m.product_id and pr.variant_id is null offset 0
) pr on true
cross join lateral (
  select coalesce(array_agg(pin.field_key), '{}') as keys from field_pins pin
  where pin.brand_id = :brand and pin.product_id = m.product_id and pin.variant_id is null
) pins${referenceJoins(owned)}
${effectRows(shape, owned, "product")}
where m.writes and not m.is_new and m.is_primary and ${some(owned)}`;
}

/** Effects on the columns of variants that exist. */
export function variantEffects(shape: ChunkShape): string | null {
  const { owned } = variantSide(shape);
  if (owned.length === 0) return null;
  return `
insert into w_effects (ordinal, product_id, variant_id, field_key, effect, before, after, place)
select m.ordinal, m.product_id, m.variant_id, ${effectColumns(owned, "variant")}, pr.place
from m_variants m
join in_variants i using (ordinal, position)
cross join lateral (
  select * from product_variants t where t.brand_id = :brand and t.id = m.variant_id offset 0
) t
left join lateral (
  select pr.fields, pr.ctid as place from value_provenance pr
  where pr.brand_id = :brand and pr.product_id = m.product_id and pr.variant_id = m.variant_id offset 0
) pr on true
cross join lateral (
  select coalesce(array_agg(pin.field_key), '{}') as keys from field_pins pin
  where pin.brand_id = :brand and pin.product_id = m.product_id and pin.variant_id = m.variant_id
) pins${referenceJoins(owned)}
${effectRows(shape, owned, "variant")}
where not m.is_new and ${some(owned)}`;
}
