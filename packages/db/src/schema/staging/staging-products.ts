import { bigint, boolean, integer, jsonb, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";
import { bytea } from "../checks.ts";

/** A chunk's records on their way in. Unlogged: a run that dies is resumed from its checkpoint. */
export const stagingProducts = brandTable(
  "staging_products",
  {
    /** One attempt at a run: its lease's token, so that a dead attempt's rows are never taken for ours. */
    batchId: uuid("batch_id").notNull(),
    chunk: integer("chunk").notNull(),
    ordinal: bigint("ordinal", { mode: "number" }).notNull(),
    externalId: text("external_id").notNull(),
    newId: uuid("new_id").notNull(),
    upid: text("upid").notNull(),
    groupKey: text("group_key"),
    sourceUpdatedAt: timestamp("source_updated_at", { withTimezone: true }),
    contentHash: bytea("content_hash"),
    variantsComplete: boolean("variants_complete").notNull(),
    clean: boolean("clean").notNull(),
    observed: jsonb("observed").notNull(),
  },
  { access: "worker-only", key: ["batchId", "chunk", "ordinal"], timestamps: false },
);
