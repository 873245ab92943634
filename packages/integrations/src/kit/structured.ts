import { InvalidValue, type Normalised, normaliseText, quoted } from "@v1/core";

/** JSON where the text is an array or an object; else undefined. */
export function jsonIn(text: string): unknown {
  const first = text.charCodeAt(0);
  if (first !== 91 && first !== 123) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The first of `keys` that the object has, whatever the case and underscores of its own. */
export function firstOf(record: { readonly [key: string]: unknown }, keys: readonly string[]): unknown {
  for (const key of keys) if (record[key] !== undefined) return record[key];
  for (const [key, value] of Object.entries(record)) {
    if (keys.includes(plainKey(key)) && value !== undefined) return value;
  }
  return undefined;
}

/** "Country_Of-Origin" → "countryoforigin". */
function plainKey(key: string): string {
  return key.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");
}

/** A list of texts: a JSON array of them, or text with commas, semicolons or lines between. */
export function textList(value: string | null): Normalised<string[]> {
  const text = normaliseText(value);
  if (text === null || text instanceof InvalidValue) return text;
  const json = jsonIn(text);
  if (json !== undefined && !Array.isArray(json)) return notAList(text);
  const items: unknown[] = json ?? text.split(/[,;\n]/);
  const found: string[] = [];
  for (const item of items) {
    const entry = normaliseText(item);
    if (entry instanceof InvalidValue) return entry;
    if (entry !== null) found.push(entry);
  }
  return found.some(isGid) ? notText(text) : found;
}

/** A single text, also where the source keeps it as a list of one. */
export function singleText(value: string | null): Normalised<string> {
  if (value === null) return null;
  if (!value.startsWith("[")) return isGid(value) ? notText(value) : normaliseText(value);
  const list = textList(value);
  if (list === null || list instanceof InvalidValue) return list;
  if (list.length <= 1) return list[0] ?? null;
  return new InvalidValue(
    `${quoted(value)} names ${list.length} values.`,
    "State a single one at the source.",
  );
}

function isGid(text: string): boolean {
  return text.startsWith("gid://");
}

function notAList(text: string): InvalidValue {
  return new InvalidValue(
    `${quoted(text)} is not a list of texts.`,
    "Choose a source that holds a list of texts.",
  );
}

function notText(text: string): InvalidValue {
  return new InvalidValue(
    `${quoted(text)} refers to another entry instead of naming a value.`,
    "Choose a source that holds the text itself.",
  );
}
