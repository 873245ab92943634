import { InvalidValue, type Normalised, quoted } from "./invalid-value.ts";

/**
 * Text as it is stored: trimmed, `""` is null. Numbers and booleans become text.
 * Text that Postgres cannot hold (NUL, half a surrogate pair) is `invalid_text`, never repaired:
 * a repaired value would be a value that nobody wrote.
 */
export function normaliseText(value: unknown): Normalised<string> {
  if (value === null || value === undefined) return null;
  if (typeof value === "string") return checkedText(value.trim());
  if (typeof value === "number" || typeof value === "boolean" || typeof value === "bigint") {
    return String(value);
  }
  return new InvalidValue(
    `${quoted(value)} is not text.`,
    "Choose a source that holds a single text, or a part of this one.",
  );
}

function checkedText(text: string): Normalised<string> {
  if (text === "") return null;
  if (text.includes("\0")) {
    return new InvalidValue(
      "The text contains a NUL character, which no database field can hold.",
      "Remove the character at the source; it often comes from a broken export.",
      "invalid_text",
    );
  }
  if (!text.isWellFormed()) {
    return new InvalidValue(
      "The text contains half of a character (an unpaired UTF-16 surrogate).",
      "Enter the text again at the source; an emoji was probably cut in two.",
      "invalid_text",
    );
  }
  return text;
}

/** One of `allowed`, whatever its case; `aliases` (lower case) name other spellings of them. */
export function normaliseEnum<T extends string>(
  value: unknown,
  allowed: readonly T[],
  aliases: Readonly<Record<string, T>> = {},
): Normalised<T> {
  const text = normaliseText(value);
  if (text === null || text instanceof InvalidValue) return text;
  const key = text.toLowerCase();
  const found = allowed.find((option) => option === key);
  if (found !== undefined) return found;
  const alias = Object.hasOwn(aliases, key) ? aliases[key] : undefined;
  if (alias !== undefined) return alias;
  return new InvalidValue(
    `${quoted(text)} is not one of ${allowed.join(", ")}.`,
    "Use one of these at the source.",
  );
}

/** An absolute http or https address, trimmed and otherwise as the source writes it. */
export function normaliseUrl(value: unknown): Normalised<string> {
  const text = normaliseText(value);
  if (text === null || text instanceof InvalidValue) return text;
  if (/^https?:\/\//i.test(text) && !/\s/.test(text) && URL.canParse(text)) return text;
  return new InvalidValue(
    `${quoted(text)} is not a web address.`,
    "Give the whole address, beginning with https://.",
  );
}
