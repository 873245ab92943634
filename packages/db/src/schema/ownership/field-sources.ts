import { boolean, jsonb, text, uuid } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";
import { brandIntegrations } from "../integrations/brand-integrations.ts";
import { childOf } from "../references.ts";

/** Where in a source's record a field is taken from, and how it is changed on the way. */
export const fieldSources = brandTable(
  "field_sources",
  {
    connectionId: uuid("connection_id").notNull(),
    fieldKey: text("field_key").notNull(),
    path: text("path").notNull(),
    transform: jsonb("transform").$type<unknown>(),
    enabled: boolean("enabled").notNull().default(true),
  },
  {
    access: "owner-write",
    key: ["connectionId", "fieldKey"],
    extra: (t) => [childOf(t.brandId, t.connectionId, brandIntegrations)],
  },
);
