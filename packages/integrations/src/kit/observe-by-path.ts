import {
  ENVIRONMENT_TYPE,
  type FieldKey,
  type FieldType,
  fieldDefinition,
  InvalidValue,
  isCurrency,
  type Normalised,
  normaliseDecimal,
  normaliseEnum,
  normaliseGtin,
  normaliseMoney,
  normaliseQuantity,
  normaliseText,
  normaliseUrl,
} from "@v1/core";
import { parseComposition } from "./composition.ts";
import { htmlToText } from "./html.ts";
import type { Issues } from "./issues.ts";
import { parseJourney } from "./journey.ts";
import { singleText, textList } from "./structured.ts";
import { valueAt } from "./value-at.ts";

/** Where a record keeps the value of each field. */
export type FieldPaths = Partial<Record<FieldKey, string>>;

export interface ObserveOptions {
  paths: FieldPaths;
  /** Of prices that name none themselves. */
  currency: string | null;
  /** Of weights that name none themselves. */
  weightUnit: string;
  issues: Issues;
  /** External id of the variant that is observed, for its issues. */
  variant?: string;
}

/**
 * What a record asserts by the paths of a configuration. A path that leads nowhere asserts nothing,
 * an empty value is observed as empty, and what cannot be taken is an issue.
 */
export function observeByPath(record: unknown, options: ObserveOptions): { [key in FieldKey]?: unknown } {
  const observed: { [key in FieldKey]?: unknown } = {};
  for (const [field, path] of Object.entries(options.paths) as [FieldKey, string][]) {
    const source = valueAt(record, path);
    if (source === undefined) continue;
    const { type } = fieldDefinition(field);
    const value = READERS[type.kind]({ source, text: textOf(source), path, type, options });
    const at = { source, ...(options.variant === undefined ? {} : { variant: options.variant }) };
    observed[field] = options.issues.take(field, field === "product.description" ? plain(value) : value, at);
  }
  return observed;
}

interface Reading {
  source: unknown;
  /** Structured values as JSON. */
  text: string | null;
  path: string;
  type: FieldType;
  options: ObserveOptions;
}

const single = ({ text }: Reading) => singleText(text);
const url = ({ text }: Reading) => normaliseUrl(text);

const READERS: { [kind in FieldType["kind"]]: (reading: Reading) => Normalised<unknown> } = {
  identity: single,
  text: single,
  sku: single,
  category: single,
  reference: single,
  url,
  image: url,
  gtin: ({ text }) => normaliseGtin(text),
  barcode: ({ text }) => orText(normaliseGtin(text), text),
  enum: ({ text, type }) => normaliseEnum(text, type.kind === "enum" ? type.values : []),
  number: ({ text }) => normaliseDecimal(text, ENVIRONMENT_TYPE),
  money: ({ text, options }) => {
    const [amount, currency] = split(text, /^(\S+)\s+([A-Za-z]{3})$/);
    const own = currency !== null && isCurrency(currency.toUpperCase());
    return normaliseMoney(own ? amount : text, own ? currency : options.currency);
  },
  quantity: ({ text, options }) => {
    const [amount, unit] = split(text, /^([\d.]+)\s*([A-Za-z]+)$/);
    return normaliseQuantity(amount, unit ?? options.weightUnit);
  },
  pair: ({ text, path }) => {
    const value = singleText(text);
    return typeof value === "string" ? { name: path.slice(path.lastIndexOf(".") + 1), value } : value;
  },
  set: ({ text }) => textList(text),
  materials: ({ text }) => parseComposition(text),
  journey: ({ text }) => parseJourney(text),
};

function textOf(source: unknown): string | null {
  if (typeof source === "string" || source === null) return source;
  return typeof source === "object" ? JSON.stringify(source) : String(source);
}

/** Two parts where the text has that form; else the text, and null. */
function split(text: string | null, form: RegExp): [string | null, string | null] {
  const [, first, second] = form.exec(text?.trim() ?? "") ?? [];
  return first !== undefined && second !== undefined ? [first, second] : [text, null];
}

/** A barcode that is no GTIN is a code of the brand's own. */
function orText(gtin: Normalised<string>, text: string | null): Normalised<string> {
  return gtin instanceof InvalidValue ? normaliseText(text) : gtin;
}

function plain(value: Normalised<unknown>): Normalised<unknown> {
  return typeof value === "string" ? normaliseText(htmlToText(value)) : value;
}
