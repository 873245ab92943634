import { integer, jsonb, text, uuid } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";
import { oneOf } from "../checks.ts";
import { childOf } from "../references.ts";
import { importJobs } from "./import-jobs.ts";

export const IMPORT_ROW_STATUSES = ["PENDING", "VALIDATED", "APPLIED", "FAILED"] as const;

export const importRows = brandTable(
  "import_rows",
  {
    jobId: uuid("job_id").notNull(),
    rowNumber: integer("row_number").notNull(),
    raw: jsonb("raw").$type<Record<string, unknown>>().notNull(),
    normalized: jsonb("normalized").$type<Record<string, unknown>>(),
    error: text("error"),
    status: text("status").$type<(typeof IMPORT_ROW_STATUSES)[number]>().notNull().default("PENDING"),
  },
  {
    access: "member-write",
    key: ["jobId", "rowNumber"],
    extra: (t) => [childOf(t.brandId, t.jobId, importJobs), oneOf(t.status, IMPORT_ROW_STATUSES)],
  },
);
