import { type FieldIssue, type FieldKey, InvalidValue, printable } from "@v1/core";
import { excerptOf } from "../../../kit/issues.ts";
import type { ImportTarget } from "../targets.ts";
import type { Columns } from "./columns.ts";
import { type ReadableField, readField } from "./fields.ts";

/** An issue, and where in the file it is. */
export interface PlacedIssue {
  /** Of the product's rows, from 0. */
  line: number;
  target: ImportTarget | null;
  value: string;
  issue: FieldIssue;
}

/** Collects what could not be taken, each with its place. */
export class PlacedIssues {
  readonly list: PlacedIssue[] = [];

  /** The cell's value, or undefined (no assertion) after noting why it cannot be taken. */
  take(
    field: ReadableField,
    at: { line: number; cell: string; cells: readonly string[]; variant?: string },
    columns: Columns,
  ): unknown {
    const value = readField(field, at.cell, {
      mapping: columns.mapping,
      currency: columns.cell(at.cells, "price.currency"),
      unit: columns.cell(at.cells, "weight.unit"),
    });
    return this.unless(value, { ...at, field, target: field });
  }

  unless<T>(
    value: T | InvalidValue,
    at: { line: number; cell: string; field: FieldKey | null; target: ImportTarget | null; variant?: string },
  ): T | undefined {
    if (!(value instanceof InvalidValue)) return value;
    this.note(value, at);
    return undefined;
  }

  note(
    { code, message, hint }: InvalidValue,
    at: { line: number; cell: string; field: FieldKey | null; target: ImportTarget | null; variant?: string },
  ): void {
    const issue: FieldIssue = { code, field: at.field, message, hint, excerpt: excerptOf(at.cell) };
    if (at.variant !== undefined) issue.variantExternalId = printable(at.variant);
    // One cell may be read for the product and for its first variant.
    if (
      this.list.some(
        (known) => known.line === at.line && known.target === at.target && known.issue.code === code,
      )
    )
      return;
    this.list.push({ line: at.line, target: at.target, value: issue.excerpt, issue });
  }
}
