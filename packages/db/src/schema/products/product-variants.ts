import { sql } from "drizzle-orm";
import { check, index, numeric, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";
import { brandColors } from "../brands/brand-colors.ts";
import { brandSizes } from "../brands/brand-sizes.ts";
import { childOf, refersTo } from "../references.ts";
import { products } from "./products.ts";

export const productVariants = brandTable(
  "product_variants",
  {
    productId: uuid("product_id").notNull(),
    colorId: uuid("color_id"),
    sizeId: uuid("size_id"),
    optionName: text("option_name"),
    optionValue: text("option_value"),
    sku: text("sku"),
    /** As the source writes it. */
    barcode: text("barcode"),
    /** The barcode as 14 digits, where it is a GTIN. */
    gtin: text("gtin"),
    upid: text("upid").notNull().unique("product_variants_upid_unique"),
    /** Gone at the source; the row stays, because printed codes must go on resolving. */
    tombstonedAt: timestamp("tombstoned_at", { withTimezone: true }),
    // Overrides: null inherits the product's value.
    name: text("name"),
    description: text("description"),
    primaryImagePath: text("primary_image_path"),
    price: numeric("price", { precision: 10, scale: 2 }),
    currency: text("currency"),
    weight: numeric("weight", { precision: 10, scale: 2 }),
    weightUnit: text("weight_unit"),
    carbonKgCo2e: numeric("carbon_kg_co2e", { precision: 12, scale: 4 }),
    waterLiters: numeric("water_liters", { precision: 12, scale: 4 }),
  },
  {
    access: "member-write",
    extra: (t) => [
      // What tells rows apart comes first: no look-up by key can then be led astray to an index by
      // brand alone while the planner's figures are stale (docs/decisions/0014).
      index("product_variants_product_idx").on(t.productId, t.brandId),
      uniqueIndex("product_variants_sku_unique").on(t.sku, t.brandId).where(sql`${t.tombstonedAt} is null`),
      uniqueIndex("product_variants_barcode_unique")
        .on(sql`coalesce(${t.gtin}, ${t.barcode})`, t.brandId)
        .where(sql`${t.tombstonedAt} is null`),
      // The list narrowed to a colour (0022).
      index("product_variants_color_idx")
        .on(t.colorId, t.brandId, t.productId)
        .where(sql`${t.colorId} is not null and ${t.tombstonedAt} is null`),
      childOf(t.brandId, t.productId, products),
      refersTo(t.brandId, t.colorId, brandColors),
      refersTo(t.brandId, t.sizeId, brandSizes),
      check("product_variants_gtin_check", sql`${t.gtin} ~ '^[0-9]{14}$'`),
    ],
  },
);
