import { index, jsonb, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";
import { oneOf } from "../checks.ts";
import { brandIntegrations } from "../integrations/brand-integrations.ts";
import { childOf } from "../references.ts";

export const REVIEW_KINDS = ["ambiguous", "unmatched"] as const;
export const REVIEW_STATUSES = ["open", "linked", "created", "ignored", "resolved"] as const;

/** Records that a person must place: more than one product fits, or none. */
export const reviewRecords = brandTable(
  "review_records",
  {
    connectionId: uuid("connection_id").notNull(),
    externalId: text("external_id").notNull(),
    kind: text("kind").$type<(typeof REVIEW_KINDS)[number]>().notNull(),
    candidates: uuid("candidates").array().notNull().default([]),
    observed: jsonb("observed").$type<Record<string, unknown>>().notNull(),
    status: text("status").$type<(typeof REVIEW_STATUSES)[number]>().notNull().default("open"),
    runId: uuid("run_id"),
    /** The product that a person linked the record to. */
    productId: uuid("product_id"),
    decidedBy: uuid("decided_by"),
    decidedAt: timestamp("decided_at", { withTimezone: true }),
  },
  {
    access: "read-only",
    key: ["connectionId", "externalId"],
    extra: (t) => [
      index("review_records_status_idx").on(t.brandId, t.status, t.connectionId, t.externalId),
      childOf(t.brandId, t.connectionId, brandIntegrations),
      oneOf(t.kind, REVIEW_KINDS),
      oneOf(t.status, REVIEW_STATUSES),
    ],
  },
);
