import type { ImportRecord } from "@v1/db/imports";
import { importMapping } from "../connectors/spreadsheet/mapping.ts";
import type { FileFormat, ImportFailure, ImportJob, ImportSummary } from "./types.ts";

/** A stored import as callers see it. */
export function toJob(record: ImportRecord): ImportJob {
  const { format, mapping, summary, failure, fileKey: _, ...rest } = record;
  return {
    ...rest,
    file: formatOf(format),
    mapping: importMapping.parse(mapping),
    summary: summary as ImportSummary | null,
    error: failure as ImportFailure | null,
  };
}

/** Written by `startImport` alone. */
function formatOf(stored: unknown): FileFormat {
  return stored as FileFormat;
}
