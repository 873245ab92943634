import { FIELD_KEYS, type FieldKey, fieldDefinition } from "@v1/core";
import { columnFields, type FieldSql } from "../../sync/field-sql.ts";
import { SET_TABLES } from "../../sync/plan/collection-effects.ts";

/** What a field holds now, and whether that is still what the run put there (`w.after`). */
interface Reading {
  key: FieldKey;
  current: string;
  same: string;
}

const NAME = (value: string) => `normalize_name(coalesce(${value}->>'name', ${value} #>> '{}'))`;
/** The run was the last to write the field: an entity may have been renamed since, a category mapped. */
const LAST_WRITER = (key: FieldKey) =>
  `coalesce(split_part(pr.fields->>'${key}', ':', 2) = (:subject_seq::bigint)::text, false)`;

function ofColumns(field: FieldSql, side: "product" | "variant"): Reading {
  const environment = side === "product" && field.definition.table === "product_environment";
  const at = (sql: string) => (environment ? sql.replaceAll("t.", "e.") : sql);
  const current = at(field.canonical);
  return { key: field.key, current, same: sameColumns(field, at) };
}

function sameColumns(field: FieldSql, at: (sql: string) => string): string {
  const { kind } = field.definition.type;
  const current = at(field.canonical);
  if (kind === "gtin" || kind === "barcode") return `w.after = coalesce(${current}, 'null')`;
  if (field.reference) {
    return `(${current} is null and w.after = 'null' or ${NAME("w.after")} = ${NAME(`(${current})`)} or ${LAST_WRITER(field.key)})`;
  }
  return `case when w.after = 'null' then not (${at(field.held)}) else ${field.filled} and not (${at(field.differs)}) end`;
}

const HERE = (alias: string) =>
  `${alias}.brand_id = :brand and ${alias}.product_id = w.product_id and ${alias}.variant_id is not distinct from w.variant_id`;

/** Items of what the run asserted; none where it emptied the list. */
const ITEMS = "jsonb_array_elements(case jsonb_typeof(w.after) when 'array' then w.after else '[]' end)";

const MATERIALS: Reading = {
  key: "product.materials",
  current: `(select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('name', b.name, 'percentage', m.percentage::text,
      'component', m.component, 'country', m.country_of_origin, 'recyclable', m.recyclable)) order by m.sort_index)
    from product_materials m join brand_materials b on b.brand_id = m.brand_id and b.id = m.brand_material_id
    where ${HERE("m")})`,
  same: `(select jsonb_agg(y order by y) from (
      select jsonb_build_array(coalesce(x->>'component', 'main'), normalize_name(x->>'name'), (x->>'percentage')::numeric(6,2)) as y
      from ${ITEMS} x) asserted)
    is not distinct from (select jsonb_agg(y order by y) from (
      select jsonb_build_array(m.component, b.normalized_name, m.percentage) as y
      from product_materials m join brand_materials b on b.brand_id = m.brand_id and b.id = m.brand_material_id
      where ${HERE("m")}) held)
    or ${LAST_WRITER("product.materials")}`,
};

const JOURNEY: Reading = {
  key: "product.journey",
  current: `(select jsonb_agg(jsonb_build_object('stepType', j.step_type, 'facility', jsonb_build_object('name', f.display_name))
      order by j.sort_index)
    from product_journey_steps j join brand_facilities f on f.brand_id = j.brand_id and f.id = j.facility_id
    where ${HERE("j")})`,
  same: `(select jsonb_agg(jsonb_build_array(x->>'stepType', normalize_name(x->'facility'->>'name')) order by n)
      from ${ITEMS} with ordinality o(x, n))
    is not distinct from (select jsonb_agg(jsonb_build_array(j.step_type, f.normalized_name) order by j.sort_index)
      from product_journey_steps j join brand_facilities f on f.brand_id = j.brand_id and f.id = j.facility_id
      where ${HERE("j")})
    or ${LAST_WRITER("product.journey")}`,
};

/** Of a set only the run's connection's own rows count: others assert theirs. */
const SETS: Reading[] = SET_TABLES.map(({ key, table, column, names, name }) => {
  const rows = `from ${table} m join ${names} b on b.brand_id = m.brand_id and b.id = m.${column}
      where m.brand_id = :brand and m.product_id = w.product_id and m.connection_id = :connection`;
  return {
    key,
    current: `(select jsonb_agg(distinct b.${name}) ${rows})`,
    same: `(select jsonb_agg(distinct normalize_name(coalesce(x->>'name', x #>> '{}'))) from ${ITEMS} x)
    is not distinct from (select jsonb_agg(distinct b.normalized_name) ${rows})`,
  };
});

function fieldsOn(levels: string[]): FieldSql[] {
  return columnFields(FIELD_KEYS.filter((key) => levels.includes(fieldDefinition(key).level))).filter(
    ({ definition }) => definition.type.kind !== "identity",
  );
}

function cases(readings: Reading[], part: "current" | "same"): string {
  return `case w.field_key ${readings.map((reading) => `when '${reading.key}' then ${reading[part]}`).join("\n    ")} end`;
}

function verdicts(side: "product" | "variant"): string {
  const fields = fieldsOn(side === "product" ? ["P", "PV"] : ["V", "PV"]);
  const lists = side === "product" ? [MATERIALS, JOURNEY, ...SETS] : [MATERIALS, JOURNEY];
  const readings = [...fields.map((field) => ofColumns(field, side)), ...lists];
  const typed = fields.flatMap((field) => field.typed).map(([name, sql]) => `${sql} as ${name}`);
  const rows =
    side === "product"
      ? `cross join lateral (select * from products t where t.brand_id = :brand and t.id = w.product_id offset 0) t
left join product_environment e on e.brand_id = :brand and e.product_id = w.product_id`
      : `cross join lateral (select * from product_variants t where t.brand_id = :brand and t.id = w.variant_id offset 0) t`;
  return `
select w.product_id, w.variant_id, w.field_key, w.before, w.after, ${cases(readings, "current")} as current,
  case when exists (
    select from field_pins pin where pin.brand_id = :brand and pin.product_id = w.product_id
      and pin.variant_id is not distinct from w.variant_id and pin.field_key = w.field_key
  ) then 'pinned' when ${cases(readings, "same")} then 'restore' else 'changed_since' end as verdict
from changed w
cross join lateral (select jsonb_build_object(w.field_key, w.after) as observed) s
cross join lateral (select ${typed.join(",\n  ")}) i
${rows}
left join lateral (
  select pr.fields from value_provenance pr where pr.brand_id = :brand and pr.product_id = w.product_id
    and pr.variant_id is not distinct from w.variant_id offset 0
) pr on true
where w.field_key not like '$%' and w.variant_id is ${side === "product" ? "null" : "not null"}`;
}

/** Each value that a run changed: `restore` where it still stands, else why not. */
export const fieldVerdicts = `${verdicts("product")}\nunion all${verdicts("variant")}`;
