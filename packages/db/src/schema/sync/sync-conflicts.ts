import { sql } from "drizzle-orm";
import { boolean, index, jsonb, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";
import { brandIntegrations } from "../integrations/brand-integrations.ts";
import { productVariants } from "../products/product-variants.ts";
import { products } from "../products/products.ts";
import { childOf } from "../references.ts";

/**
 * A connection that does not own a field and says otherwise. One open row per place and connection:
 * `sync_conflicts_open_unique` (nulls not distinct, partial) is made by a migration of its own,
 * because the schema builder has no words for it.
 */
export const syncConflicts = brandTable(
  "sync_conflicts",
  {
    productId: uuid("product_id").notNull(),
    variantId: uuid("variant_id"),
    fieldKey: text("field_key").notNull(),
    connectionId: uuid("connection_id").notNull(),
    canonical: jsonb("canonical").$type<unknown>(),
    observed: jsonb("observed").$type<unknown>(),
    openedRunId: uuid("opened_run_id"),
    updatedRunId: uuid("updated_run_id"),
    openedAt: timestamp("opened_at", { withTimezone: true }).notNull().defaultNow(),
    closedAt: timestamp("closed_at", { withTimezone: true }),
    closeReason: text("close_reason"),
    /** What the connection said when somebody chose not to hear it again; another value counts anew. */
    dismissedValue: jsonb("dismissed_value").$type<unknown>(),
    dismissedBy: uuid("dismissed_by"),
    dismissedAt: timestamp("dismissed_at", { withTimezone: true }),
    isDismissed: boolean("is_dismissed")
      .notNull()
      .generatedAlwaysAs(sql`coalesce(dismissed_value = observed, false)`),
  },
  {
    access: "read-only",
    timestamps: false,
    extra: (t) => [
      index("sync_conflicts_product_idx").on(t.brandId, t.productId),
      // Of the brand as text, so that no look-up by product takes it for its own (decision 0014).
      index("sync_conflicts_inbox_idx")
        .on(sql`(${t.brandId}::text)`, t.openedAt, t.id)
        .where(sql`${t.closedAt} is null`),
      childOf(t.brandId, t.productId, products),
      childOf(t.brandId, t.variantId, productVariants),
      childOf(t.brandId, t.connectionId, brandIntegrations),
    ],
  },
);
