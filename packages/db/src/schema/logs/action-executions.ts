import { integer, jsonb, text, uuid } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";

/** Partitioned by month, like `integration_events`. Secrets are taken out before anything is written. */
export const actionExecutions = brandTable(
  "action_executions",
  {
    id: uuid("id").notNull().defaultRandom(),
    connectionId: uuid("connection_id").notNull(),
    action: text("action").notNull(),
    actorKind: text("actor_kind").notNull(),
    actorId: uuid("actor_id"),
    status: text("status").notNull(),
    httpStatus: integer("http_status"),
    durationMs: integer("duration_ms"),
    request: jsonb("request").$type<unknown>(),
    response: jsonb("response").$type<unknown>(),
    error: jsonb("error").$type<{ code: string; message: string; hint?: string }>(),
  },
  { access: "read-only", key: ["createdAt", "id"], timestamps: "created" },
);
