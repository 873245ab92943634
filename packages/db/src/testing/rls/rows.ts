import { randomBytes, randomUUID } from "node:crypto";
import type { Client, QueryResult } from "pg";
import { hasColumn, type Relation } from "./catalog.ts";

/** Column → value, as `to_jsonb` shows it. */
export type Row = Record<string, unknown>;
/** Table → the row that others may refer to. */
export type Rows = Map<string, Row>;

/** What no rule of the catalog can tell: values that a check constraint wants. */
const GIVEN: Record<string, () => unknown> = {
  "field_owners.owner_kind": () => "connection",
  "product_variants.gtin": () => String(Math.floor(Math.random() * 1e14)).padStart(14, "0"),
};

const MAKERS: Record<string, () => unknown> = {
  uuid: randomUUID,
  text: () => `text ${randomUUID()}`,
  integer: () => Math.floor(Math.random() * 1e9),
  smallint: () => Math.floor(Math.random() * 30_000),
  bigint: () => Math.floor(Math.random() * 1e12),
  numeric: () => 1,
  "double precision": () => 1,
  boolean: () => true,
  jsonb: () => "{}",
  date: () => "2026-01-01",
  "timestamp with time zone": () => new Date().toISOString(),
  bytea: () => randomBytes(16),
  tsvector: () => "a word",
};

/** A new row that meets every constraint: references from `known`, enumerations from their checks. */
export function makeRow(relation: Relation, known: Rows, fixed: Row = {}): Row {
  const brand = hasColumn(relation, "brand_id") ? { brand_id: known.get("brands")?.id } : {};
  return { ...ownValues(relation), ...references(relation, known), ...brand, ...fixed };
}

/** Only what must be given: defaults and nulls are left to the database. */
function ownValues(relation: Relation): Row {
  const row: Row = {};
  for (const { name, type, generated, notNull, hasDefault } of relation.columns) {
    const given = GIVEN[`${relation.name}.${name}`];
    if (given) row[name] = given();
    else if (notNull && !generated && !hasDefault) row[name] = makeValue(relation, name, type);
  }
  return row;
}

function references(relation: Relation, known: Rows): Row {
  const row: Row = {};
  for (const { columns, table, foreignColumns } of relation.foreignKeys) {
    const target = table === relation.name ? undefined : known.get(table);
    if (!target) continue;
    for (const [index, column] of columns.entries()) row[column] = target[foreignColumns[index] ?? ""];
  }
  return row;
}

function makeValue(relation: Relation, column: string, type: string): unknown {
  for (const check of relation.checks) {
    const [, subject, first] = check.match(/\(\(?"?(\w+)"? = (?:ANY \(ARRAY\[)?'([^']+)'/) ?? [];
    if (subject === column) return first;
  }
  if (type.endsWith("[]")) return "{}";
  const make = MAKERS[type];
  if (!make) throw new Error(`${relation.name}.${column} has type ${type}: say in MAKERS how to make one.`);
  return make();
}

export function insertRow(client: Client, relation: Relation, row: Row, suffix = ""): Promise<QueryResult> {
  const names = Object.keys(row);
  if (names.length === 0) return client.query(`insert into ${relation.sql} default values ${suffix}`);
  const types = new Map(relation.columns.map((column) => [column.name, column.type]));
  const values = names.map((name, index) => `$${index + 1}::${types.get(name)}`);
  const columns = names.map((name) => `"${name}"`).join(", ");
  return client.query(
    `insert into ${relation.sql} (${columns}) values (${values.join(", ")}) ${suffix}`,
    Object.values(row),
  );
}
