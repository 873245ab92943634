import { sql } from "drizzle-orm";
import { boolean, index, jsonb, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";
import { oneOf } from "../checks.ts";
import { brandIntegrations } from "../integrations/brand-integrations.ts";
import { products } from "../products/products.ts";
import { childOf } from "../references.ts";

export const LINK_STATES = ["live", "gone", "disconnected", "suppressed"] as const;
export type LinkState = (typeof LINK_STATES)[number];

/** A connection's record of one of our products: the link, and what the record last said. */
export const productSources = brandTable(
  "product_sources",
  {
    connectionId: uuid("connection_id").notNull(),
    externalId: text("external_id").notNull(),
    productId: uuid("product_id").notNull(),
    state: text("state").$type<LinkState>().notNull().default("live"),
    /** One link of a group writes product fields, the others only their variants. */
    isPrimary: boolean("is_primary").notNull().default(true),
    groupKey: text("group_key"),
    observed: jsonb("observed").$type<Record<string, unknown>>().notNull(),
    sourceUpdatedAt: timestamp("source_updated_at", { withTimezone: true }),
    goneAt: timestamp("gone_at", { withTimezone: true }),
    goneRunId: uuid("gone_run_id"),
  },
  {
    access: "read-only",
    key: ["connectionId", "externalId"],
    extra: (t) => [
      index("product_sources_product_idx").on(t.productId, t.brandId),
      index("product_sources_group_idx")
        .on(t.brandId, t.connectionId, t.groupKey)
        .where(sql`${t.groupKey} is not null`),
      childOf(t.brandId, t.connectionId, brandIntegrations),
      childOf(t.brandId, t.productId, products),
      oneOf(t.state, LINK_STATES),
    ],
  },
);
