import { text, unique, uuid } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";
import { normalizedName } from "../names.ts";

/** What a brand says that a source's value means: its own type "Tees" is the category "T-shirts". */
export const valueMappings = brandTable(
  "value_mappings",
  {
    /** The field's key, or an imported file's column. */
    sourceColumn: text("source_column").notNull(),
    rawValue: text("raw_value").notNull(),
    /** The kind of thing that `target_id` names: category, material, color, … */
    target: text("target").notNull(),
    /** Null until somebody maps it: it is then listed for mapping. */
    targetId: uuid("target_id"),
    normalizedValue: normalizedName("raw_value", "normalized_value"),
  },
  {
    access: "member-write",
    root: true,
    extra: (t) => [
      unique("value_mappings_unique").on(t.brandId, t.sourceColumn, t.normalizedValue, t.target),
    ],
  },
);
