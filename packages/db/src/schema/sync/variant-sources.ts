import { index, jsonb, text, uuid } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";
import { oneOf } from "../checks.ts";
import { productVariants } from "../products/product-variants.ts";
import { childOf } from "../references.ts";
import { LINK_STATES, type LinkState } from "./product-sources.ts";

export const variantSources = brandTable(
  "variant_sources",
  {
    connectionId: uuid("connection_id").notNull(),
    externalId: text("external_id").notNull(),
    productExternalId: text("product_external_id").notNull(),
    variantId: uuid("variant_id").notNull(),
    state: text("state").$type<LinkState>().notNull().default("live"),
    observed: jsonb("observed").$type<Record<string, unknown>>().notNull(),
  },
  {
    access: "read-only",
    key: ["connectionId", "externalId"],
    extra: (t) => [
      index("variant_sources_variant_idx").on(t.variantId, t.brandId),
      childOf(t.brandId, t.variantId, productVariants),
      oneOf(t.state, LINK_STATES),
    ],
  },
);
