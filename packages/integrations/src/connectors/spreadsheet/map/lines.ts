import type { ObservedProduct } from "@v1/core";
import type { Columns } from "./columns.ts";
import type { ReadableField } from "./fields.ts";
import type { PlacedIssues } from "./placed-issues.ts";

/** All rows of one product, while they are mapped. */
export interface Lines {
  columns: Columns;
  key: string;
  lines: readonly (readonly string[])[];
  /** Where each field of the product was found. */
  firsts: ReadonlyMap<ReadableField, { line: number; cell: string }>;
  observed: ObservedProduct;
  issues: PlacedIssues;
}
