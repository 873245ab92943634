import { sql } from "drizzle-orm";
import { index, jsonb, text, uuid } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";

/** Who did what, on which connection, with which result. Append-only for everybody, by a trigger. */
export const auditLog = brandTable(
  "audit_log",
  {
    actorKind: text("actor_kind").notNull(),
    actorId: uuid("actor_id"),
    action: text("action").notNull(),
    connectionId: uuid("connection_id"),
    target: jsonb("target").$type<Record<string, unknown>>().notNull().default({}),
    result: text("result").notNull().default("ok"),
  },
  {
    access: "read-only",
    root: true,
    timestamps: "created",
    extra: (t) => [
      index("audit_log_created_idx").on(t.brandId, t.createdAt),
      // What people did to one product, for its history.
      index("audit_log_product_idx")
        .on(sql`(${t.target}->>'productId')`, t.createdAt)
        .where(sql`${t.target}->>'productId' is not null`),
    ],
  },
);
