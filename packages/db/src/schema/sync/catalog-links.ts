import { index, text, uuid } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";
import { brandIntegrations } from "../integrations/brand-integrations.ts";
import { childOf } from "../references.ts";

/** A source's own key of a reference entity, so that a rename on either side does not lose it. */
export const catalogLinks = brandTable(
  "catalog_links",
  {
    connectionId: uuid("connection_id").notNull(),
    kind: text("kind").notNull(),
    externalKey: text("external_key").notNull(),
    entityId: uuid("entity_id").notNull(),
  },
  {
    access: "read-only",
    key: ["connectionId", "kind", "externalKey"],
    timestamps: false,
    extra: (t) => [
      index("catalog_links_entity_idx").on(t.brandId, t.entityId),
      childOf(t.brandId, t.connectionId, brandIntegrations),
    ],
  },
);
