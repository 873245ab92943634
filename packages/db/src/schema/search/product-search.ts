import { customType, index, uuid } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";
import { products } from "../products/products.ts";
import { childOf } from "../references.ts";

const tsvector = customType<{ data: string }>({ dataType: () => "tsvector" });

/**
 * The words of a product and its variants, beside the product tables so that these stay fast to write.
 * Every word begins with its brand's tag (`search_tag`), so that one brand's search reads no other's words.
 */
export const productSearch = brandTable(
  "product_search",
  { productId: uuid("product_id").notNull(), words: tsvector("words").notNull() },
  {
    access: "worker-only",
    key: ["productId"],
    timestamps: false,
    extra: (t) => [
      index("product_search_words_idx").using("gin", t.words),
      childOf(t.brandId, t.productId, products),
    ],
  },
);
