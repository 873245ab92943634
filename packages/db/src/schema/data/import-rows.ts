import { sql } from "drizzle-orm";
import { index, integer, jsonb, text, uuid } from "drizzle-orm/pg-core";
import { brandTable } from "../brand-table.ts";
import { oneOf } from "../checks.ts";
import { childOf } from "../references.ts";
import { importJobs } from "./import-jobs.ts";

export const IMPORT_ROW_STATUSES = ["PENDING", "VALIDATED", "FAILED"] as const;

/** A file's rows as they are written in it. What is wrong with one stands beside it. */
export const importRows = brandTable(
  "import_rows",
  {
    jobId: uuid("job_id").notNull(),
    /** As a spreadsheet program counts them, from 1. */
    rowNumber: integer("row_number").notNull(),
    /** The first row of its product: rows of one product may be scattered over the file. */
    productRow: integer("product_row").notNull(),
    productKey: text("product_key"),
    raw: jsonb("raw").$type<string[]>().notNull(),
    issues: jsonb("issues").$type<unknown[]>(),
    status: text("status").$type<(typeof IMPORT_ROW_STATUSES)[number]>().notNull().default("PENDING"),
  },
  {
    access: "member-write",
    key: ["jobId", "rowNumber"],
    timestamps: false,
    extra: (t) => [
      childOf(t.brandId, t.jobId, importJobs),
      oneOf(t.status, IMPORT_ROW_STATUSES),
      index("import_rows_product_idx").on(t.brandId, t.jobId, t.productRow, t.rowNumber),
      index("import_rows_issues_idx").on(t.brandId, t.jobId, t.rowNumber).where(sql`issues is not null`),
    ],
  },
);
