import type { BuildExtraConfigColumns } from "drizzle-orm";
import type { ExtraConfigColumn, PgColumnBuilderBase, PgTableExtraConfigValue } from "drizzle-orm/pg-core";
import { pgTable, primaryKey } from "drizzle-orm/pg-core";
import { type Access, accessPolicies, declareAccess } from "./access.ts";
import { brandColumn, createdColumn, idColumn, stampColumns } from "./columns.ts";
import { brandOf } from "./references.ts";

type Columns = Record<string, PgColumnBuilderBase>;
type Key = readonly string[] | "none" | undefined;
type Stamps = true | false | "created" | undefined;

type KeyColumns<K extends Key> = K extends undefined ? ReturnType<typeof idColumn> : unknown;
type StampColumns<S extends Stamps> = S extends false
  ? unknown
  : S extends "created"
    ? ReturnType<typeof createdColumn>
    : ReturnType<typeof stampColumns>;
// Without an index signature, so that a column that does not exist is a type error.
type Flat<T> = { [P in keyof T]: T[P] };
type AsColumns<T> = T extends Columns ? T : never;
type Shape<C extends Columns, K extends Key, S extends Stamps> = AsColumns<
  Flat<ReturnType<typeof brandColumn> & KeyColumns<K> & C & StampColumns<S>>
>;

export interface BrandTableOptions<N extends string, C extends Columns, K extends Key, S extends Stamps> {
  /** Who may do what; policies and grants follow from it. */
  access: Access;
  /** False where API keys must not read what members may. */
  apiKeys?: boolean;
  /** True where no parent implies the brand, so that `brand_id` needs a foreign key of its own. */
  root?: boolean;
  /** Natural key after `brand_id` (property names); "none" leaves the table without a primary key. */
  key?: K;
  /** `true` by default; narrow tables leave them out. */
  timestamps?: S;
  extra?: (t: BuildExtraConfigColumns<N, Shape<C, K, S>, "pg">) => PgTableExtraConfigValue[];
}

/**
 * A table of one brand's rows: adds `id`, `brand_id`, timestamps, the primary key (brand_id, id) and
 * the row-level security of its access class.
 *
 * @example brandTable("brand_tags", { name: text("name").notNull() }, { access: "member-write", root: true })
 */
export function brandTable<
  const N extends string,
  C extends Columns,
  const K extends Key = undefined,
  const S extends Stamps = undefined,
>(name: N, columns: C, options: BrandTableOptions<N, C, K, S>) {
  const apiKeys = options.apiKeys ?? true;
  declareAccess(name, { access: options.access, apiKeys });
  const shape = {
    ...brandColumn(),
    ...(options.key === undefined ? idColumn() : {}),
    ...columns,
    ...stampsOf(options.timestamps),
  } as unknown as Shape<C, K, S>;
  return pgTable(name, shape, (t) => [
    ...keyOf(name, t as Record<string, ExtraConfigColumn>, options.key),
    ...(options.root ? [brandOf((t as Record<string, ExtraConfigColumn>).brandId as ExtraConfigColumn)] : []),
    ...(options.extra?.(t) ?? []),
    ...accessPolicies(name, options.access, { apiKeys }),
  ]).enableRLS();
}

function stampsOf(stamps: Stamps): Columns {
  if (stamps === false) return {};
  return stamps === "created" ? createdColumn() : stampColumns();
}

function keyOf(table: string, t: Record<string, ExtraConfigColumn>, key: Key): PgTableExtraConfigValue[] {
  if (key === "none") return [];
  const columns = ["brandId", ...(key ?? ["id"])].map((property) => {
    const column = t[property];
    if (!column) throw new Error(`${table} has no column ${property} for its key.`);
    return column;
  });
  return [primaryKey({ name: `${table}_pk`, columns: columns as never })];
}
