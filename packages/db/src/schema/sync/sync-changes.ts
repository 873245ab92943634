import { index, jsonb, text, unique, uuid } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";

/** Before and after, per run, record and field; a created record is one row ("$created"). */
export const syncChanges = brandTable(
  "sync_changes",
  {
    runId: uuid("run_id").notNull(),
    productId: uuid("product_id").notNull(),
    variantId: uuid("variant_id"),
    fieldKey: text("field_key").notNull(),
    before: jsonb("before").$type<unknown>(),
    after: jsonb("after").$type<unknown>(),
  },
  {
    access: "read-only",
    key: "none",
    timestamps: "created",
    extra: (t) => [
      unique("sync_changes_unique")
        .on(t.brandId, t.runId, t.productId, t.variantId, t.fieldKey)
        .nullsNotDistinct(),
      index("sync_changes_product_idx").on(t.brandId, t.productId, t.createdAt),
    ],
  },
);
