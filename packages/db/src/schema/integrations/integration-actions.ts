import { jsonb, text, unique, uuid } from "drizzle-orm/pg-core";
import { globalTable } from "../global-table.ts";
import { integrations } from "./integrations.ts";

/** An operation that can be run on a connected system: an HTTP call, or a handler by name. */
export const integrationActions = globalTable(
  "integration_actions",
  {
    integrationId: uuid("integration_id")
      .notNull()
      .references(() => integrations.id, { onDelete: "cascade" }),
    slug: text("slug").notNull(),
    name: text("name").notNull(),
    method: text("method"),
    pathTemplate: text("path_template"),
    requestSchema: jsonb("request_schema").$type<Record<string, unknown>>().notNull().default({}),
    transforms: jsonb("transforms").$type<unknown>(),
    responseMapping: jsonb("response_mapping").$type<Record<string, unknown>>(),
    handler: text("handler"),
  },
  {
    access: "catalog",
    extra: (t) => [unique("integration_actions_slug_unique").on(t.integrationId, t.slug)],
  },
);
