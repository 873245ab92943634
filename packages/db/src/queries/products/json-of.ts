import { getTableColumns } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";

/** Some of a table's columns, by the names that they have in code. */
export function columnsOf(table: PgTable, names: readonly string[]): Record<string, PgColumn> {
  return Object.fromEntries(Object.entries(getTableColumns(table)).filter(([name]) => names.includes(name)));
}

/**
 * The SQL of a JSON object of columns, by the names that they have in code. Numerics become texts, as
 * `pg` gives them: a JSON number would lose their digits.
 */
export function jsonOf(alias: string, columns: Record<string, PgColumn>, more: string[] = []): string {
  const own = Object.entries(columns).map(([key, column]) => {
    const text = column.columnType === "PgNumeric" ? "::text" : "";
    return `'${key}', ${alias}.${column.name}${text}`;
  });
  return `json_build_object(${[...own, ...more].join(", ")})`;
}

/** A sub-select that gives a list of JSON objects, empty where there are none. */
export function listOf(object: string, rest: string): string {
  return `(select coalesce(json_agg(${object}), '[]') from ${rest})`;
}

/** As JSON has it: times are texts. */
export type FromJson<T> = {
  [K in keyof T]: T[K] extends Date ? string : T[K] extends Date | null ? string | null : T[K];
};

/** The times among a row's columns, from the texts that JSON has for them. */
export function withDates<T extends object>(row: FromJson<T>, keys: readonly (keyof T)[]): T {
  const dates = keys.map((key) => [key, row[key] === null ? null : new Date(String(row[key]))]);
  return { ...row, ...Object.fromEntries(dates) } as T;
}
