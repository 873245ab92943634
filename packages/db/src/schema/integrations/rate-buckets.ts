import { doublePrecision, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";
import { childOf } from "../references.ts";
import { brandIntegrations } from "./brand-integrations.ts";

/** Requests that a connection may still make, shared by all workers. */
export const rateBuckets = brandTable(
  "rate_buckets",
  {
    connectionId: uuid("connection_id").notNull(),
    bucket: text("bucket").notNull(),
    tokens: doublePrecision("tokens").notNull(),
    updatedAt: timestamp("updated_at", { withTimezone: true }).notNull().defaultNow(),
  },
  {
    access: "worker-only",
    key: ["connectionId", "bucket"],
    timestamps: false,
    extra: (t) => [childOf(t.brandId, t.connectionId, brandIntegrations)],
  },
);
