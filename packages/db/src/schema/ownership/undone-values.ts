import { jsonb, text, unique, uuid } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";
import { products } from "../products/products.ts";
import { childOf } from "../references.ts";

/** Values that were undone: a field stays as it is until its owner asserts something other than this. */
export const undoneValues = brandTable(
  "undone_values",
  {
    productId: uuid("product_id").notNull(),
    variantId: uuid("variant_id"),
    fieldKey: text("field_key").notNull(),
    value: jsonb("value").$type<unknown>(),
    /** The undo that put the older value back. */
    runId: uuid("run_id").notNull(),
  },
  {
    access: "read-only",
    key: "none",
    timestamps: false,
    extra: (t) => [
      unique("undone_values_unique").on(t.brandId, t.productId, t.variantId, t.fieldKey).nullsNotDistinct(),
      childOf(t.brandId, t.productId, products),
    ],
  },
);
