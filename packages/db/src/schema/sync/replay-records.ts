import { text, uuid } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";
import { childOf } from "../references.ts";
import { syncRuns } from "./sync-runs.ts";

/** The source's records that a replay is about: a run limited to these. */
export const replayRecords = brandTable(
  "replay_records",
  { runId: uuid("run_id").notNull(), externalId: text("external_id").notNull() },
  {
    access: "worker-only",
    key: ["runId", "externalId"],
    timestamps: false,
    extra: (t) => [childOf(t.brandId, t.runId, syncRuns)],
  },
);
