import { text, unique, uuid } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";
import { childOf } from "../references.ts";
import { brandIntegrations } from "./brand-integrations.ts";

/** Deliveries already taken, so that one that comes twice is worked off once. */
export const webhookDeliveries = brandTable(
  "webhook_deliveries",
  {
    connectionId: uuid("connection_id").notNull(),
    providerDeliveryId: text("provider_delivery_id").notNull(),
  },
  {
    access: "worker-only",
    timestamps: "created",
    extra: (t) => [
      unique("webhook_deliveries_unique").on(t.brandId, t.connectionId, t.providerDeliveryId),
      childOf(t.brandId, t.connectionId, brandIntegrations),
    ],
  },
);
