import { timestamp, uuid } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";
import { childOf } from "../references.ts";
import { brandIntegrations } from "./brand-integrations.ts";

/** Who works on a connection now. Whoever writes must still hold the token. */
export const connectionLeases = brandTable(
  "connection_leases",
  {
    connectionId: uuid("connection_id").notNull(),
    runId: uuid("run_id").notNull(),
    token: uuid("token").notNull(),
    expiresAt: timestamp("expires_at", { withTimezone: true }).notNull(),
  },
  {
    access: "worker-only",
    key: ["connectionId"],
    timestamps: false,
    extra: (t) => [childOf(t.brandId, t.connectionId, brandIntegrations)],
  },
);
