import { integer, text, unique, uuid } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";
import { oneOf } from "../checks.ts";

export const ORIGIN_REASONS = ["owner", "pin", "manual", "seeded", "kept", "undone", "frozen"] as const;
export type OriginReason = (typeof ORIGIN_REASONS)[number];

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
      unique("value_origins_unique").on(t.brandId, t.connectionId, t.userId, t.reason).nullsNotDistinct(),
      oneOf(t.reason, ORIGIN_REASONS),
    ],
  },
);
