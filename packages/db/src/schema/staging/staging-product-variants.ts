import { bigint, integer, jsonb, smallint, text, uuid } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";

export const stagingProductVariants = brandTable(
  "staging_product_variants",
  {
    /** One attempt at a run: its lease's token, so that a dead attempt's rows are never taken for ours. */
    batchId: uuid("batch_id").notNull(),
    chunk: integer("chunk").notNull(),
    productOrdinal: bigint("product_ordinal", { mode: "number" }).notNull(),
    position: smallint("position").notNull(),
    externalId: text("external_id").notNull(),
    newId: uuid("new_id").notNull(),
    upid: text("upid").notNull(),
    observed: jsonb("observed").notNull(),
  },
  { access: "worker-only", key: ["batchId", "chunk", "productOrdinal", "position"], timestamps: false },
);
