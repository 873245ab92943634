import { sql } from "drizzle-orm";
import { index, text, timestamp, unique, uuid } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";
import { productVariants } from "../products/product-variants.ts";
import { products } from "../products/products.ts";
import { childOf } from "../references.ts";

/** A field of one product or variant that people keep, whoever owns it. */
export const fieldPins = brandTable(
  "field_pins",
  {
    productId: uuid("product_id").notNull(),
    variantId: uuid("variant_id"),
    fieldKey: text("field_key").notNull(),
    authorId: uuid("author_id").notNull(),
    reason: text("reason"),
    expiresAt: timestamp("expires_at", { withTimezone: true }),
  },
  {
    access: "member-write",
    extra: (t) => [
      unique("field_pins_unique").on(t.brandId, t.productId, t.variantId, t.fieldKey).nullsNotDistinct(),
      index("field_pins_expires_idx").on(t.expiresAt).where(sql`${t.expiresAt} is not null`),
      childOf(t.brandId, t.productId, products),
      childOf(t.brandId, t.variantId, productVariants),
    ],
  },
);
