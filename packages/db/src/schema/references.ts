import { getTableName } from "drizzle-orm";
import { type AnyPgColumn, type ForeignKeyBuilder, foreignKey, type PgColumn } from "drizzle-orm/pg-core";
import { brands } from "./core/brands.ts";

interface BrandScoped {
  brandId: AnyPgColumn;
  id: AnyPgColumn;
}

/** `brand_id` → brands, for tables without a brand-scoped parent. */
export function brandOf(brandId: PgColumn): ForeignKeyBuilder {
  return reference([brandId], [brands.id]).onDelete("cascade");
}

/** A parent of the same brand: the row goes with it. */
export function childOf(brandId: PgColumn, column: PgColumn, parent: BrandScoped): ForeignKeyBuilder {
  return reference([brandId, column], [parent.brandId, parent.id]).onDelete("cascade");
}

/** A row of the same brand that this one names, and that cannot go while it is named. */
export function refersTo(brandId: PgColumn, column: PgColumn, target: BrandScoped): ForeignKeyBuilder {
  return reference([brandId, column], [target.brandId, target.id]);
}

function reference(columns: PgColumn[], foreignColumns: AnyPgColumn[]): ForeignKeyBuilder {
  const last = columns.at(-1);
  if (!last) throw new Error("A foreign key needs a column.");
  const name = `${getTableName(last.table)}_${last.name}_fk`;
  return foreignKey({ name, columns: columns as never, foreignColumns: foreignColumns as never });
}
