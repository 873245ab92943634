import { boolean, index, jsonb, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";
import { oneOf } from "../checks.ts";
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
    startedAt: timestamp("started_at", { withTimezone: true }),
    finishedAt: timestamp("finished_at", { withTimezone: true }),
    commitStartedAt: timestamp("commit_started_at", { withTimezone: true }),
    status: text("status").$type<(typeof IMPORT_STATUSES)[number]>().notNull().default("PENDING"),
    requiresValueApproval: boolean("requires_value_approval").notNull().default(false),
    summary: jsonb("summary").$type<Record<string, unknown>>(),
  },
  {
    access: "member-write",
    root: true,
    extra: (t) => [
      index("import_jobs_started_idx").on(t.brandId, t.createdAt),
      refersTo(t.brandId, t.fileId, fileAssets),
      oneOf(t.status, IMPORT_STATUSES),
    ],
  },
);
