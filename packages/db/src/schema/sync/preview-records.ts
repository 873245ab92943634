import { bigint, index, jsonb, text, uuid } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";
import { bytea } from "../checks.ts";
import { childOf } from "../references.ts";
import { syncRuns } from "./sync-runs.ts";

/** What a preview read and what merging it would do, record by record; taking it over merges these. */
export const previewRecords = brandTable(
  "preview_records",
  {
    runId: uuid("run_id").notNull(),
    /** Source order. */
    ordinal: bigint("ordinal", { mode: "number" }).notNull(),
    externalId: text("external_id").notNull(),
    /** created, changed, kept, conflict, unchanged, archived, or the code of why it would not be taken. */
    effect: text("effect").notNull(),
    productId: uuid("product_id"),
    identifier: text("identifier"),
    name: text("name"),
    /** Changes, conflicts, kept fields and rejected ones; null where there are none. */
    diff: jsonb("diff").$type<Record<string, unknown>>(),
    /** As it was mapped; null where it need not be merged, or cannot. */
    mapped: jsonb("mapped").$type<unknown>(),
    contentHash: bytea("content_hash"),
  },
  {
    access: "read-only",
    apiKeys: false,
    key: ["runId", "ordinal"],
    timestamps: false,
    extra: (t) => [
      index("preview_records_effect_idx").on(t.runId, t.effect, t.ordinal, t.brandId),
      childOf(t.brandId, t.runId, syncRuns),
    ],
  },
);
