import { index, text, uuid } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";
import { products } from "../products/products.ts";
import { childOf } from "../references.ts";

/**
 * What products lack, a row for each field that is empty: where lists narrowed to a gap begin. Made with the
 * words, a moment after whoever wrote the product, so that syncs pay for no index of it.
 */
export const productGaps = brandTable(
  "product_gaps",
  { productId: uuid("product_id").notNull(), field: text("field").notNull() },
  {
    access: "read-only",
    key: ["productId", "field"],
    timestamps: false,
    extra: (t) => [
      index("product_gaps_field_idx").on(t.field, t.brandId, t.productId),
      childOf(t.brandId, t.productId, products),
    ],
  },
);
