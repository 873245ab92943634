import { index, unique, uuid } from "drizzle-orm/pg-core";
import { assertedByPeople } from "../access.ts";
import { brandTable } from "../brand-table.ts";
import { brandTags } from "../brands/brand-tags.ts";
import { childOf, refersTo } from "../references.ts";
import { products } from "./products.ts";

/** One row per asserter; a null connection means people. */
export const tagsOnProduct = brandTable(
  "tags_on_product",
  {
    productId: uuid("product_id").notNull(),
    tagId: uuid("tag_id").notNull(),
    connectionId: uuid("connection_id"),
  },
  {
    access: "member-write",
    key: "none",
    extra: (t) => [
      unique("tags_on_product_unique").on(t.brandId, t.productId, t.tagId, t.connectionId).nullsNotDistinct(),
      // The list narrowed to a tag, so that a rare one does not walk the brand (0022).
      index("tags_on_product_tag_idx").on(t.tagId, t.brandId, t.productId),
      childOf(t.brandId, t.productId, products),
      refersTo(t.brandId, t.tagId, brandTags),
      // In place of a foreign key: only workers, which take it from the run, name a connection.
      ...assertedByPeople("tags_on_product"),
    ],
  },
);
