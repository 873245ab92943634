import { customType, index, text, uuid } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";
import { products } from "../products/products.ts";
import { childOf } from "../references.ts";

const tsvector = customType<{ data: string }>({ dataType: () => "tsvector" });

/**
 * What lists and searches walk, beside the product tables so that these stay fast to write: the words of a
 * product and its variants, each after its brand's tag (`search_tag`), so that one brand's search reads no
 * other's words, and the beginning of its name. Made a moment after whoever wrote the product.
 */
export const productSearch = brandTable(
  "product_search",
  {
    productId: uuid("product_id").notNull(),
    words: tsvector("words").notNull(),
    /** Of the name only its beginning, in lower case: an index row has no room for any length. */
    sortName: text("sort_name").notNull().default(""),
  },
  {
    access: "read-only",
    key: ["productId"],
    timestamps: false,
    extra: (t) => [
      index("product_search_words_idx").using("gin", t.words),
      // The list by name. It begins with the brand, or a small one would walk everybody's names.
      index("product_search_name_idx").on(t.brandId, t.sortName, t.productId),
      childOf(t.brandId, t.productId, products),
    ],
  },
);
