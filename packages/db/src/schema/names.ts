import { sql } from "drizzle-orm";
import { text } from "drizzle-orm/pg-core";

/** The form by which a reference entity is found again: case, width and spacing do not count. */
export function normalizedName(column: string) {
  return text("normalized_name")
    .notNull()
    .generatedAlwaysAs(sql.raw(`public.normalize_name(${column})`));
}
