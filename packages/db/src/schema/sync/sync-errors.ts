import { index, text, uuid } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";
import { childOf } from "../references.ts";
import { syncRuns } from "./sync-runs.ts";

/** A record, or one field of it, that a run could not take. */
export const syncErrors = brandTable(
  "sync_errors",
  {
    runId: uuid("run_id").notNull(),
    connectionId: uuid("connection_id").notNull(),
    externalId: text("external_id"),
    variantExternalId: text("variant_external_id"),
    code: text("code").notNull(),
    field: text("field"),
    message: text("message").notNull(),
    hint: text("hint").notNull(),
    excerpt: text("excerpt").notNull().default(""),
  },
  {
    access: "read-only",
    timestamps: "created",
    extra: (t) => [
      index("sync_errors_run_idx").on(t.brandId, t.runId, t.code),
      childOf(t.brandId, t.runId, syncRuns),
    ],
  },
);
