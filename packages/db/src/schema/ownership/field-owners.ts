import { sql } from "drizzle-orm";
import { bigint, check, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";
import { oneOf } from "../checks.ts";
import { brandIntegrations } from "../integrations/brand-integrations.ts";
import { childOf } from "../references.ts";

export const OWNER_KINDS = ["connection", "manual", "nobody"] as const;
export type OwnerKind = (typeof OWNER_KINDS)[number];
export const ON_NULL = ["keep", "clear"] as const;

/** One owner per field and brand. */
export const fieldOwners = brandTable(
  "field_owners",
  {
    fieldKey: text("field_key").notNull(),
    ownerKind: text("owner_kind").$type<OwnerKind>().notNull(),
    connectionId: uuid("connection_id"),
    /** The last owner stays visible after a disconnect; no foreign key, for that reason. */
    lastConnectionId: uuid("last_connection_id"),
    onNull: text("on_null").$type<(typeof ON_NULL)[number]>().notNull().default("keep"),
    version: bigint("version", { mode: "number" }).notNull().default(1),
    since: timestamp("since", { withTimezone: true }).notNull().defaultNow(),
    changedBy: uuid("changed_by"),
    reason: text("reason"),
  },
  {
    access: "owner-write",
    root: true,
    key: ["fieldKey"],
    extra: (t) => [
      childOf(t.brandId, t.connectionId, brandIntegrations),
      oneOf(t.ownerKind, OWNER_KINDS),
      oneOf(t.onNull, ON_NULL),
      check(
        "field_owners_connection_check",
        sql`(${t.ownerKind} = 'connection') = (${t.connectionId} is not null)`,
      ),
    ],
  },
);
