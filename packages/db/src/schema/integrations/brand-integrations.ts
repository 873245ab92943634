import { sql } from "drizzle-orm";
import {
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  smallint,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";
import { oneOf } from "../checks.ts";
import { integrations } from "./integrations.ts";

export const CONNECTION_STATUSES = [
  "configuring",
  "testing",
  "connected",
  "error",
  "disconnected",
  "paused",
] as const;
export type ConnectionStatus = (typeof CONNECTION_STATUSES)[number];
export const DELETION_POLICIES = ["archive", "unlink", "ignore"] as const;

/** A connection: one brand's account at one integration. */
export const brandIntegrations = brandTable(
  "brand_integrations",
  {
    integrationId: uuid("integration_id").notNull(),
    name: text("name").notNull(),
    status: text("status").$type<ConnectionStatus>().notNull().default("configuring"),
    statusReason: text("status_reason"),
    /** The source account's identity; another account is another connection. */
    accountId: text("account_id"),
    accountName: text("account_name"),
    config: jsonb("config").$type<Record<string, unknown>>().notNull().default({}),
    mayCreate: boolean("may_create").notNull().default(true),
    matchBy: text("match_by").array().notNull().default(["barcode", "sku", "identifier"]),
    scheduleCron: text("schedule_cron"),
    fullReadCron: text("full_read_cron").default("0 3 * * *"),
    deletionPolicy: text("deletion_policy")
      .$type<(typeof DELETION_POLICIES)[number]>()
      .notNull()
      .default("archive"),
    archiveGuardPercent: smallint("archive_guard_percent").notNull().default(20),
    acceptOlderData: boolean("accept_older_data").notNull().default(false),
    mappingVersion: integer("mapping_version").notNull().default(1),
    forceFullRead: boolean("force_full_read").notNull().default(false),
    /** Where the next incremental run starts. */
    watermark: timestamp("watermark", { withTimezone: true }),
    lastSyncAt: timestamp("last_sync_at", { withTimezone: true }),
    lastFullSyncAt: timestamp("last_full_sync_at", { withTimezone: true }),
    nextSyncAt: timestamp("next_sync_at", { withTimezone: true }),
    nextFullSyncAt: timestamp("next_full_sync_at", { withTimezone: true }),
  },
  {
    access: "owner-write",
    root: true,
    extra: (t) => [
      index("brand_integrations_next_sync_idx").on(t.nextSyncAt).where(sql`${t.status} = 'connected'`),
      foreignKey({
        name: "brand_integrations_integration_id_fk",
        columns: [t.integrationId],
        foreignColumns: [integrations.id],
      }),
      oneOf(t.status, CONNECTION_STATUSES),
      oneOf(t.deletionPolicy, DELETION_POLICIES),
    ],
  },
);
