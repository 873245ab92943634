import { sql } from "drizzle-orm";
import { text } from "drizzle-orm/pg-core";

/** The form by which a reference entity is found again: case, width and spacing do not count. */
export function normalizedName(column: string, name = "normalized_name") {
  return text(name)
    .notNull()
    .generatedAlwaysAs(sql.raw(`public.normalize_name(${column})`));
}
