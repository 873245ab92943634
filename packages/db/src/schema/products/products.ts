import { sql } from "drizzle-orm";
import { boolean, foreignKey, index, numeric, text, unique, uuid } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";
import { brandManufacturers } from "../brands/brand-manufacturers.ts";
import { brandSeasons } from "../brands/brand-seasons.ts";
import { categories } from "../brands/categories.ts";
import { oneOf } from "../checks.ts";
import { refersTo } from "../references.ts";

export const PRODUCT_STATUSES = ["published", "unpublished", "archived", "scheduled"] as const;
export type ProductStatus = (typeof PRODUCT_STATUSES)[number];

export const products = brandTable(
  "products",
  {
    name: text("name").notNull(),
    productIdentifier: text("product_identifier").notNull(),
    ean: text("ean"),
    gtin: text("gtin"),
    /** Minted once, printed on labels, never changed. */
    upid: text("upid").notNull().unique("products_upid_unique"),
    description: text("description"),
    manufacturerId: uuid("manufacturer_id"),
    primaryImagePath: text("primary_image_path"),
    weight: numeric("weight", { precision: 10, scale: 2 }),
    weightUnit: text("weight_unit"),
    gender: text("gender"),
    webshopUrl: text("webshop_url"),
    price: numeric("price", { precision: 10, scale: 2 }),
    currency: text("currency"),
    salesStatus: text("sales_status"),
    categoryId: uuid("category_id"),
    seasonId: uuid("season_id"),
    status: text("status").$type<ProductStatus>().notNull().default("unpublished"),
    /** What an archived product returns to. */
    statusBeforeArchive: text("status_before_archive").$type<ProductStatus>(),
    hasPendingChanges: boolean("has_pending_changes").notNull().default(false),
  },
  {
    access: "member-write",
    root: true,
    extra: (t) => [
      unique("products_identifier_unique").on(t.productIdentifier, t.brandId),
      // The list by a status that few have. What a first sync makes is unpublished and grows at the end of it.
      index("products_status_idx").on(t.status, t.brandId, t.id),
      // Passports that wait for their changes. No unpublished product is ever in it, so no first sync pays.
      index("products_pending_idx").on(t.brandId, t.id).where(sql`${t.hasPendingChanges}`),
      // Lists narrowed to one of these, so that a rare one does not walk the brand (0022).
      index("products_season_idx").on(t.seasonId, t.brandId, t.id).where(sql`${t.seasonId} is not null`),
      index("products_manufacturer_idx")
        .on(t.manufacturerId, t.brandId, t.id)
        .where(sql`${t.manufacturerId} is not null`),
      index("products_category_idx")
        .on(t.categoryId, t.brandId, t.id)
        .where(sql`${t.categoryId} is not null`),
      index("products_sales_status_idx")
        .on(t.salesStatus, t.brandId, t.id)
        .where(sql`${t.salesStatus} is not null`),
      refersTo(t.brandId, t.seasonId, brandSeasons),
      refersTo(t.brandId, t.manufacturerId, brandManufacturers),
      foreignKey({
        name: "products_category_id_fk",
        columns: [t.categoryId],
        foreignColumns: [categories.id],
      }),
      oneOf(t.status, PRODUCT_STATUSES),
    ],
  },
);
