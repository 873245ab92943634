import { boolean, index, numeric, smallint, text, unique, uuid } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";
import { brandMaterials } from "../brands/brand-materials.ts";
import { childOf, refersTo } from "../references.ts";
import { productVariants } from "./product-variants.ts";
import { products } from "./products.ts";

/** Composition per component (shell, lining, …), of the product or of one variant. */
export const productMaterials = brandTable(
  "product_materials",
  {
    productId: uuid("product_id").notNull(),
    variantId: uuid("variant_id"),
    brandMaterialId: uuid("brand_material_id").notNull(),
    component: text("component").notNull().default("main"),
    /** Null where it is not stated. */
    percentage: numeric("percentage", { precision: 6, scale: 2 }),
    countryOfOrigin: text("country_of_origin"),
    recyclable: boolean("recyclable"),
    sortIndex: smallint("sort_index").notNull().default(0),
  },
  {
    access: "member-write",
    key: "none",
    extra: (t) => [
      unique("product_materials_unique")
        .on(t.brandId, t.productId, t.variantId, t.component, t.brandMaterialId)
        .nullsNotDistinct(),
      // The list narrowed to a material (0022).
      index("product_materials_material_idx").on(t.brandMaterialId, t.brandId, t.productId),
      childOf(t.brandId, t.productId, products),
      childOf(t.brandId, t.variantId, productVariants),
      refersTo(t.brandId, t.brandMaterialId, brandMaterials),
    ],
  },
);
