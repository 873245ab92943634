import { numeric, uuid } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";
import { childOf } from "../references.ts";
import { products } from "./products.ts";

/** At most one row per product. */
export const productEnvironment = brandTable(
  "product_environment",
  {
    productId: uuid("product_id").notNull(),
    carbonKgCo2e: numeric("carbon_kg_co2e", { precision: 12, scale: 4 }),
    waterLiters: numeric("water_liters", { precision: 12, scale: 4 }),
  },
  {
    access: "member-write",
    key: ["productId"],
    extra: (t) => [childOf(t.brandId, t.productId, products)],
  },
);
