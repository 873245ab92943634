import { integer, text, uuid } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";
import { brandIntegrations } from "../integrations/brand-integrations.ts";
import { childOf } from "../references.ts";

/**
 * How many conflicts are open, by field and connection. Triggers on `sync_conflicts` keep it, once a
 * statement, so that nobody has to count what may be a hundred thousand.
 */
export const conflictCounts = brandTable(
  "conflict_counts",
  {
    fieldKey: text("field_key").notNull(),
    connectionId: uuid("connection_id").notNull(),
    open: integer("open").notNull(),
    /** Those that wait until the connection says something else; they are not among the open ones. */
    dismissed: integer("dismissed").notNull(),
  },
  {
    access: "read-only",
    timestamps: false,
    key: ["fieldKey", "connectionId"],
    extra: (t) => [childOf(t.brandId, t.connectionId, brandIntegrations)],
  },
);
