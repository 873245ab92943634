import { text, uuid } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";

/** Ids that a run met, whatever became of them: only what is missing here may be called gone. */
export const runSeen = brandTable(
  "run_seen",
  { runId: uuid("run_id").notNull(), externalId: text("external_id").notNull() },
  {
    access: "worker-only",
    key: ["runId", "externalId"],
    timestamps: false,
  },
);
