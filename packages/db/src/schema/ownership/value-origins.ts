import { sql } from "drizzle-orm";
import { integer, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";
import { oneOf } from "../checks.ts";

export const ORIGIN_REASONS = ["owner", "pin", "manual", "seeded", "kept", "undone", "frozen"] as const;
export type OriginReason = (typeof ORIGIN_REASONS)[number];

const NOBODY = sql.raw("'00000000-0000-0000-0000-000000000000'");

/** Who gave a value and why, by a small number, so that provenance stays narrow. */
export const valueOrigins = brandTable(
  "value_origins",
  {
    id: integer("id").notNull().generatedByDefaultAsIdentity(),
    connectionId: uuid("connection_id"),
    userId: uuid("user_id"),
    reason: text("reason").$type<OriginReason>().notNull(),
  },
  {
    access: "read-only",
    root: true,
    key: ["id"],
    timestamps: false,
    extra: (t) => [
      // Of frozen ones a connection has several: each disconnect freezes those that stood then.
      uniqueIndex("value_origins_unique")
        .on(
          t.brandId,
          sql`coalesce(${t.connectionId}, ${NOBODY})`,
          sql`coalesce(${t.userId}, ${NOBODY})`,
          t.reason,
        )
        .where(sql`${t.reason} <> 'frozen'`),
      oneOf(t.reason, ORIGIN_REASONS),
    ],
  },
);
