import { type FieldIssue, type FieldKey, InvalidValue, type Normalised, printable } from "@v1/core";

const EXCERPT_LENGTH = 500;

/** The offending part of a source, fit to be stored and shown: 500 characters at most. */
export function excerptOf(source: unknown): string {
  const text = typeof source === "string" ? source : (JSON.stringify(source) ?? "");
  return printable(text.slice(0, EXCERPT_LENGTH));
}

/** Collects what a mapping could not take from one record, while the rest of it goes on. */
export class Issues {
  readonly list: FieldIssue[] = [];

  /**
   * The normalised value, or undefined (the field is left out: no assertion) after noting why it
   * cannot be taken. `source` is what the record said; `variant` its variant's external id.
   */
  take<T>(
    field: FieldKey,
    result: Normalised<T>,
    at: { source: unknown; variant?: string },
  ): T | null | undefined {
    if (!(result instanceof InvalidValue)) return result;
    this.note(field, result, at);
    return undefined;
  }

  note(field: FieldKey | null, problem: InvalidValue, at: { source: unknown; variant?: string }): void {
    const { code, message, hint } = problem;
    const issue: FieldIssue = { code, field, message, hint, excerpt: excerptOf(at.source) };
    if (at.variant !== undefined) issue.variantExternalId = at.variant;
    this.list.push(issue);
  }
}

/** Why a whole record was not taken. */
export function recordIssue(message: string, hint: string, source: unknown): FieldIssue {
  return { code: "unmappable_record", field: null, message, hint, excerpt: excerptOf(source) };
}
