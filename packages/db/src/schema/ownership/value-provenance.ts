import { jsonb, unique, uuid } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";

/** Field → "<origin id>:<run seq>", per product and variant. */
export const valueProvenance = brandTable(
  "value_provenance",
  {
    productId: uuid("product_id").notNull(),
    variantId: uuid("variant_id"),
    fields: jsonb("fields").$type<Record<string, string>>().notNull(),
  },
  {
    access: "read-only",
    key: "none",
    timestamps: false,
    extra: (t) => [
      unique("value_provenance_unique").on(t.brandId, t.productId, t.variantId).nullsNotDistinct(),
    ],
  },
);
