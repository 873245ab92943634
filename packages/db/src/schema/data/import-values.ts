import { integer, text, uuid } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";
import { normalizedName } from "../names.ts";
import { childOf } from "../references.ts";
import { importJobs } from "./import-jobs.ts";

/** Names that a file uses for colours, sizes, materials and categories, for somebody to look over. */
export const importValues = brandTable(
  "import_values",
  {
    jobId: uuid("job_id").notNull(),
    fieldKey: text("field_key").notNull(),
    rawValue: text("raw_value").notNull(),
    normalizedValue: normalizedName("raw_value", "normalized_value"),
    /** Products that use it. */
    products: integer("products").notNull(),
  },
  {
    access: "read-only",
    key: ["jobId", "fieldKey", "normalizedValue"],
    timestamps: false,
    extra: (t) => [childOf(t.brandId, t.jobId, importJobs)],
  },
);
