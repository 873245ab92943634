import type { BuildExtraConfigColumns } from "drizzle-orm";
import { sql } from "drizzle-orm";
import { type PgColumnBuilderBase, type PgTableExtraConfigValue, pgTable, uuid } from "drizzle-orm/pg-core";
import { declareAccess, keyPolicy, memberPolicy } from "./access.ts";
import { stampColumns } from "./columns.ts";

const idColumn = () => ({ id: uuid("id").primaryKey().defaultRandom() });
type Shape<C> = ReturnType<typeof idColumn> & C & ReturnType<typeof stampColumns>;

/** A table that belongs to no brand: `catalog` is read by everyone signed in, the rest by workers only. */
export function globalTable<const N extends string, C extends Record<string, PgColumnBuilderBase>>(
  name: N,
  columns: C,
  options: {
    access: "catalog" | "worker-only";
    extra?: (t: BuildExtraConfigColumns<N, Shape<C>, "pg">) => PgTableExtraConfigValue[];
  },
) {
  const shape: Shape<C> = { ...idColumn(), ...columns, ...stampColumns() };
  declareAccess(name, { access: options.access, apiKeys: options.access === "catalog" });
  const policies =
    options.access === "catalog"
      ? [memberPolicy(`${name}_read`, { for: "select", using: sql`true` }), keyPolicy(name, sql`true`)]
      : [];
  return pgTable(name, shape, (t) => [...(options.extra?.(t) ?? []), ...policies]).enableRLS();
}
