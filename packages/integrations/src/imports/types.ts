import type { WorkerDb } from "@v1/db";
import type { ImportStatus } from "@v1/db/imports";
import type { Tallies } from "@v1/db/sync";
import type { ImportMapping } from "../connectors/spreadsheet/mapping.ts";
import type { MappableField } from "../connectors/spreadsheet/targets.ts";
import type { FileStore } from "../files/index.ts";

export type ImportTask = "validate-import" | "commit-import";

/** What the verbs work with. The queue is that of `@v1/jobs`, of which this package knows nothing. */
export interface ImportDeps {
  db: WorkerDb;
  files: FileStore;
  queue: {
    enqueue(
      name: ImportTask,
      payload: { brandId: string; importId: string },
      options?: { key?: string },
    ): Promise<unknown>;
  };
}

/** Whoever asks; membership of the brand was checked before. */
export interface ImportScope {
  brandId: string;
  userId: string | null;
}

export interface FileFormat {
  kind: "csv" | "xlsx";
  bytes: number;
  /** Of a CSV. */
  encoding?: string;
  delimiter?: string;
  /** Of a workbook, in its order. */
  sheets?: string[];
  /** An error report of ours, whose neutralised cells are read as they were. */
  isReport?: boolean;
}

export interface ImportSummary {
  rows: number;
  /** Rows without any text. */
  blankRows: number;
  products: number;
  variants: number;
  /** Rows that add to their product without being a variant, such as further images. */
  furtherRows: number;
  rowsWithIssues: number;
  /** Products of which nothing can be imported. */
  productsFailed: number;
  /** Products that the brand did not have when the file was validated; older imports do not say. */
  productsNew?: number;
}

export interface ImportFailure {
  code: string;
  message: string;
  hint?: string;
}

export interface ImportJob {
  id: string;
  filename: string;
  status: ImportStatus;
  /** Name of the connection that its imports share. */
  source: string;
  connectionId: string;
  runId: string | null;
  correctionOf: string | null;
  requiresValueApproval: boolean;
  file: FileFormat;
  mapping: ImportMapping;
  summary: ImportSummary | null;
  /** Rows read so far, while it is validated. */
  rowsRead: number | null;
  /** Of the run that commits it. */
  tallies: Tallies | null;
  error: ImportFailure | null;
  createdAt: Date;
  startedAt: Date | null;
  commitStartedAt: Date | null;
  finishedAt: Date | null;
}

/** What is wrong with a row. */
export interface RowIssue {
  /** Heading of the column; null where the whole row is meant. */
  column: string | null;
  field: string | null;
  value: string;
  code: string;
  message: string;
  hint: string;
  /** True where nothing of the product can be imported; else the rest of it is. */
  blocking: boolean;
}

export interface ImportRow {
  row: number;
  product: string | null;
  cells: string[];
  status: "PENDING" | "VALIDATED" | "FAILED";
  issues: RowIssue[];
}

export interface UnknownValue {
  field: MappableField;
  value: string;
  /** Products that use it. */
  products: number;
  willBe: "created" | "left out";
  suggestions: { id: string; name: string; score: number }[];
}

export interface ImportPreview {
  /** The preview whose records can be listed. */
  runId: string;
  /** Products that were looked at, of how many. */
  products: number;
  of: number;
  covers: "all" | "first";
  tallies: Tallies;
  fields: {
    field: string;
    created: number;
    changed: number;
    kept: number;
    conflicts: number;
    rejected: number;
  }[];
  samples: { product: string; field: string; before: unknown; after: unknown }[];
  conflicts: { product: string; field: string; canonical: unknown; observed: unknown }[];
  rejected: { product: string; field: string | null; code: string; message: string }[];
}
