import { type FieldDefinition, type FieldKey, fieldDefinition, type ReferenceKind } from "@v1/core";

/**
 * How one registry row reads and writes in SQL. Aliases are fixed: `s` is a relation with an
 * `observed` column, `i` its typed form, `t` the canonical row, `r_<id>` the resolved reference.
 */
export interface FieldSql {
  key: FieldKey;
  /** The key as an identifier. */
  id: string;
  definition: FieldDefinition;
  /** Typed columns made from `s.observed`: name → expression. */
  typed: [name: string, expression: string][];
  /** Reference kind to resolve, where the value is a name. */
  reference: ReferenceKind | "category" | null;
  /** Target columns: name → value from `i` (and `r_<id>`). */
  columns: [column: string, value: string][];
  /** True where `i` carries a value (not null). */
  filled: string;
  /** True where the asserted value is not what `t` holds, by the field's comparator. */
  differs: string;
  /** The value of `t` as it is shown in changes and conflicts. */
  canonical: string;
  /** True where `t` holds a value. */
  held: string;
}

const GRAMS =
  "case %unit when 'g' then 1 when 'kg' then 1000 when 'oz' then 28.349523125 when 'lb' then 453.59237 end";

function grams(value: string, unit: string): string {
  return `round(${value} * ${GRAMS.replace("%unit", unit)}, 2)`;
}

/** Name of a reference entity's own column, by kind. */
export const REFERENCE_TABLES: Record<ReferenceKind, { table: string; name: string }> = {
  season: { table: "brand_seasons", name: "name" },
  manufacturer: { table: "brand_manufacturers", name: "name" },
  color: { table: "brand_colors", name: "name" },
  size: { table: "brand_sizes", name: "name" },
  material: { table: "brand_materials", name: "name" },
  facility: { table: "brand_facilities", name: "display_name" },
  tag: { table: "brand_tags", name: "name" },
  eco_claim: { table: "brand_eco_claims", name: "claim" },
  certification: { table: "brand_certifications", name: "title" },
};

type Parts = Omit<FieldSql, "key" | "id" | "definition">;

function at(key: string): string {
  return `s.observed->'${key}'`;
}

function plain(
  key: FieldKey,
  id: string,
  column: string,
  cast: string,
  compare = (side: string) => side,
): Parts {
  return {
    typed: [[id, cast === "text" ? `s.observed->>'${key}'` : `(s.observed->>'${key}')::${cast}`]],
    reference: null,
    columns: [[column, `i.${id}`]],
    filled: `i.${id} is not null`,
    differs: `i.${id} is distinct from ${compare(`t.${column}`)}`,
    canonical: `to_jsonb(t.${column}${cast === "text" ? "" : "::text"})`,
    held: `t.${column} is not null`,
  };
}

function pairOf(
  key: FieldKey,
  id: string,
  columns: readonly string[],
  parts: [string, string, string][],
): Parts {
  const [first = "", second = ""] = columns;
  const names = parts.map(([part]) => `${id}_${part}`);
  return {
    typed: parts.map(([part, json, cast]) => [`${id}_${part}`, `(${at(key)}->>'${json}')::${cast}`]),
    reference: null,
    columns: [
      [first, `i.${names[0]}`],
      [second, `i.${names[1]}`],
    ],
    filled: `i.${names[0]} is not null`,
    differs: `(i.${names[0]}, i.${names[1]}) is distinct from (t.${first}, t.${second})`,
    canonical: `case when t.${first} is not null then jsonb_build_object('${parts[0]?.[1]}', t.${first}::text, '${parts[1]?.[1]}', t.${second}) end`,
    held: `t.${first} is not null`,
  };
}

function coded(key: FieldKey, id: string, raw: string, gtin: string): Parts {
  const asserted = `coalesce(i.${id}_gtin, i.${id})`;
  return {
    typed: [
      [id, `s.observed->>'${key}'`],
      [`${id}_gtin`, `s.observed->>'${key}#gtin'`],
    ],
    reference: null,
    columns: [
      [raw, `i.${id}`],
      [gtin, `i.${id}_gtin`],
    ],
    filled: `i.${id} is not null`,
    differs: `${asserted} is distinct from coalesce(t.${gtin}, t.${raw})`,
    canonical: `to_jsonb(t.${raw})`,
    held: `t.${raw} is not null`,
  };
}

function referring(key: FieldKey, id: string, column: string, to: ReferenceKind | "category"): Parts {
  const table = to === "category" ? { table: "categories", name: "name" } : REFERENCE_TABLES[to];
  const brand = to === "category" ? "" : "e.brand_id = t.brand_id and ";
  return {
    // As asserted, a name or an object: taken apart once per distinct value, in plan/references.ts. As text,
    // which is compared and hashed in a fraction of the time.
    typed: [[id, `nullif(${at(key)}, 'null')::text`]],
    reference: to,
    columns: [[column, `r_${id}.entity_id`]],
    // An unmapped category is listed for mapping; it neither clears nor writes.
    filled: to === "category" ? `r_${id}.entity_id is not null` : `i.${id} is not null`,
    differs: `r_${id}.entity_id is distinct from t.${column}`,
    canonical: `(select to_jsonb(e.${table.name}) from ${table.table} e where ${brand}e.id = t.${column})`,
    held: `t.${column} is not null`,
  };
}

function parts(key: FieldKey, id: string, definition: FieldDefinition): Parts | null {
  const { type, columns } = definition;
  const [first = "", second = ""] = columns;
  switch (type.kind) {
    case "text":
      return plain(key, id, first, "text", (side) => `btrim(${side})`);
    case "identity":
    case "url":
    case "image":
    case "enum":
    case "sku":
      return plain(key, id, first, "text");
    case "number":
      return plain(key, id, first, `numeric(12,${type.scale})`);
    case "money":
      return pairOf(key, id, columns, [
        ["amount", "amount", "numeric(10,2)"],
        ["currency", "currency", "text"],
      ]);
    case "quantity": {
      const pair = pairOf(key, id, columns, [
        ["value", "value", "numeric(10,2)"],
        ["unit", "unit", "text"],
      ]);
      const differs = `${grams(`i.${id}_value`, `i.${id}_unit`)} is distinct from ${grams(`t.${first}`, `t.${second}`)}`;
      return { ...pair, differs };
    }
    case "pair":
      return pairOf(key, id, columns, [
        ["name", "name", "text"],
        ["value", "value", "text"],
      ]);
    case "gtin":
    case "barcode":
      return coded(key, id, first, second);
    case "reference":
      return referring(key, id, first, type.to);
    case "category":
      return referring(key, id, first, "category");
    default:
      return null; // Collections are rows of their own: plan/collections.ts.
  }
}

const known = new Map<FieldKey, FieldSql | null>();

/** The SQL of a field with columns; null for a collection. */
function fieldSql(key: FieldKey): FieldSql | null {
  const cached = known.get(key);
  if (cached !== undefined) return cached;
  const definition = fieldDefinition(key);
  const id = key.replace(".", "_").toLowerCase();
  const made = parts(key, id, definition);
  const sql = made && { key, id, definition, ...made };
  known.set(key, sql);
  return sql;
}

export function columnFields(keys: readonly FieldKey[]): FieldSql[] {
  return keys.map(fieldSql).filter((field) => field !== null);
}
