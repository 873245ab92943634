import { bigint, boolean, index, jsonb, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";
import { oneOf } from "../checks.ts";
import { brandIntegrations } from "../integrations/brand-integrations.ts";
import { refersTo } from "../references.ts";
import { fileAssets } from "./file-assets.ts";

export const IMPORT_STATUSES = [
  "PENDING",
  "VALIDATING",
  "VALIDATED",
  "COMMITTING",
  "COMPLETED",
  "FAILED",
  "CANCELLED",
] as const;

export const importJobs = brandTable(
  "import_jobs",
  {
    filename: text("filename").notNull(),
    fileId: uuid("file_id"),
    /** Imports of one source share a connection: its links, its ownership, its history. */
    connectionId: uuid("connection_id"),
    /** The run that commits it. No foreign key: runs are kept for less long. */
    runId: uuid("run_id"),
    /** The import whose error report this file is, corrected. */
    correctionOf: uuid("correction_of"),
    /** What was found out about the file: kind, encoding, delimiter, sheets. */
    format: jsonb("format").$type<Record<string, unknown>>(),
    mapping: jsonb("mapping").$type<Record<string, unknown>>(),
    startedAt: timestamp("started_at", { withTimezone: true }),
    finishedAt: timestamp("finished_at", { withTimezone: true }),
    commitStartedAt: timestamp("commit_started_at", { withTimezone: true }),
    status: text("status").$type<(typeof IMPORT_STATUSES)[number]>().notNull().default("PENDING"),
    requiresValueApproval: boolean("requires_value_approval").notNull().default(false),
    /** Rows read so far, while it is validated. */
    rowsRead: bigint("rows_read", { mode: "number" }),
    summary: jsonb("summary").$type<Record<string, unknown>>(),
    /** Why it failed: code, message, hint. */
    failure: jsonb("failure").$type<Record<string, unknown>>(),
    createdBy: uuid("created_by"),
  },
  {
    access: "member-write",
    root: true,
    extra: (t) => [
      index("import_jobs_started_idx").on(t.brandId, t.createdAt),
      refersTo(t.brandId, t.fileId, fileAssets),
      refersTo(t.brandId, t.connectionId, brandIntegrations),
      oneOf(t.status, IMPORT_STATUSES),
    ],
  },
);
