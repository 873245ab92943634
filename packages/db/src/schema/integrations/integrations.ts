import { jsonb, text } from "drizzle-orm/pg-core";
import { oneOf } from "../checks.ts";
import { globalTable } from "../global-table.ts";

export const INTEGRATION_KINDS = ["vendor", "mcp", "custom"] as const;

/** The catalog of what can be connected. */
export const integrations = globalTable(
  "integrations",
  {
    slug: text("slug").notNull().unique("integrations_slug_unique"),
    name: text("name").notNull(),
    kind: text("kind").$type<(typeof INTEGRATION_KINDS)[number]>().notNull(),
    category: text("category"),
    description: text("description"),
    auth: jsonb("auth").$type<Record<string, unknown>>().notNull().default({}),
    baseUrl: text("base_url"),
    /** JSON Schema of the connection's settings; the form is drawn from it. */
    configSchema: jsonb("config_schema").$type<Record<string, unknown>>().notNull().default({}),
    rateLimits: jsonb("rate_limits").$type<unknown[]>().notNull().default([]),
    capabilities: jsonb("capabilities").$type<Record<string, unknown>>().notNull().default({}),
    streams: jsonb("streams").$type<unknown[]>().notNull().default([]),
  },
  { access: "catalog", extra: (t) => [oneOf(t.kind, INTEGRATION_KINDS)] },
);
