import { integer, text, unique, uuid } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";
import { brandFacilities } from "../brands/brand-facilities.ts";
import { childOf, refersTo } from "../references.ts";
import { productVariants } from "./product-variants.ts";
import { products } from "./products.ts";

export const productJourneySteps = brandTable(
  "product_journey_steps",
  {
    productId: uuid("product_id").notNull(),
    variantId: uuid("variant_id"),
    sortIndex: integer("sort_index").notNull(),
    stepType: text("step_type").notNull(),
    facilityId: uuid("facility_id").notNull(),
  },
  {
    access: "member-write",
    key: "none",
    extra: (t) => [
      unique("product_journey_steps_unique")
        .on(t.brandId, t.productId, t.variantId, t.sortIndex)
        .nullsNotDistinct(),
      childOf(t.brandId, t.productId, products),
      childOf(t.brandId, t.variantId, productVariants),
      refersTo(t.brandId, t.facilityId, brandFacilities),
    ],
  },
);
