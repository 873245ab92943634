import type { RecordErrorCode } from "./observed.ts";

/**
 * What a normaliser answers where a source's value cannot be taken. A class, so that callers tell it
 * from a value with `instanceof`; connectors add the field, the record and the excerpt.
 */
export class InvalidValue {
  readonly code: RecordErrorCode;
  readonly message: string;
  /** What the reader can do about it, at the source or in the mapping. */
  readonly hint: string;

  constructor(message: string, hint: string, code: RecordErrorCode = "invalid_value") {
    this.code = code;
    this.message = message;
    this.hint = hint;
  }
}

/** A value at the column's precision, `null` for observed empty, or why it cannot be taken. */
export type Normalised<T> = T | null | InvalidValue;

/** A source's value as it may stand in a message or a table: no NUL, no half characters. */
export function printable(text: string): string {
  return text.replaceAll("\0", "␀").toWellFormed();
}

/** A source's value as it may stand in a message: quoted, on one line, cut to 60 characters. */
export function quoted(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? String(value));
  const line = text.replaceAll(/\s+/g, " ");
  return `“${printable(line.length > 60 ? `${line.slice(0, 59)}…` : line)}”`;
}
