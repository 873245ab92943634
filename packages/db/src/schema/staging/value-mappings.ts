import { text, unique, uuid } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";

/** What a brand says that a source's value means: its own type "Tees" is the category "T-shirts". */
export const valueMappings = brandTable(
  "value_mappings",
  {
    /** The field's key, or an imported file's column. */
    sourceColumn: text("source_column").notNull(),
    rawValue: text("raw_value").notNull(),
    /** The kind of thing that `target_id` names: category, material, color, … */
    target: text("target").notNull(),
    targetId: uuid("target_id").notNull(),
  },
  {
    access: "member-write",
    root: true,
    extra: (t) => [unique("value_mappings_unique").on(t.brandId, t.sourceColumn, t.rawValue, t.target)],
  },
);
