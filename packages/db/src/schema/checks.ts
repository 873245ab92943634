import { getTableName, sql } from "drizzle-orm";
import { type CheckBuilder, check, customType, type PgColumn } from "drizzle-orm/pg-core";

/** `column in (…)`; a null passes, as everywhere in SQL. Values are literals of this repository. */
export function oneOf(column: PgColumn, values: readonly string[]): CheckBuilder {
  const list = sql.raw(values.map((value) => `'${value.replaceAll("'", "''")}'`).join(", "));
  return check(`${getTableName(column.table)}_${column.name}_check`, sql`${column} in (${list})`);
}

export const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => "bytea" });
