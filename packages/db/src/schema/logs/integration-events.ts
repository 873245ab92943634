import { jsonb, text, uuid } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";

/** Partitioned by month: see the migration "partitions". No foreign keys, so that months can be dropped. */
export const integrationEvents = brandTable(
  "integration_events",
  {
    id: uuid("id").notNull().defaultRandom(),
    connectionId: uuid("connection_id"),
    runId: uuid("run_id"),
    type: text("type").notNull(),
    level: text("level").notNull().default("info"),
    message: text("message"),
    data: jsonb("data").$type<Record<string, unknown>>().notNull().default({}),
  },
  { access: "read-only", key: ["createdAt", "id"], timestamps: "created" },
);
