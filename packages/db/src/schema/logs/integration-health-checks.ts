import { boolean, integer, jsonb, uuid } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";

/** Partitioned by month, like `integration_events`. */
export const integrationHealthChecks = brandTable(
  "integration_health_checks",
  {
    id: uuid("id").notNull().defaultRandom(),
    connectionId: uuid("connection_id").notNull(),
    ok: boolean("ok").notNull(),
    latencyMs: integer("latency_ms"),
    error: jsonb("error").$type<{ code: string; message: string; hint?: string }>(),
  },
  { access: "read-only", key: ["createdAt", "id"], timestamps: "created" },
);
