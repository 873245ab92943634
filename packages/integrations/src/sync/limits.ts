import type { FieldIssue } from "@v1/core";
import { excerptOf } from "../kit/issues.ts";

/** Of a text that is looked up by, in UTF-8: an index entry of PostgreSQL holds 2,704 bytes at most. */
const MOST_BYTES = 1_000;

/** Variants of a record, and entries of a list: positions are small integers. */
export const MOST_ENTRIES = 32_767;

/** Fields whose texts stand in an index, as codes or as the names of other entities. */
const INDEXED: ReadonlySet<string> = new Set([
  "product.category",
  "product.season",
  "product.manufacturer",
  "product.gtin",
  "product.materials",
  "product.journey",
  "product.ecoClaims",
  "product.tags",
  "variant.color",
  "variant.size",
  "variant.sku",
  "variant.barcode",
]);

/** True for a text that no index can hold. A UTF-16 unit takes three bytes at most, so few are measured. */
export function isTooLong(text: string): boolean {
  return text.length * 3 > MOST_BYTES && Buffer.byteLength(text) > MOST_BYTES;
}

/**
 * Takes out of an observation what could not be stored, so that the rest of the record can be; `note`
 * hears why.
 */
export function dropOversized(observed: object, note: (issue: FieldIssue) => void): void {
  const fields = observed as Record<string, unknown>;
  for (const field in fields) {
    if (!INDEXED.has(field)) continue;
    const value = fields[field];
    if (!isOversized(value)) continue;
    delete fields[field];
    note(oversized(field, value));
  }
}

function isOversized(value: unknown): boolean {
  if (typeof value === "string") return isTooLong(value);
  if (value === null || typeof value !== "object") return false;
  if (Array.isArray(value)) return value.length > MOST_ENTRIES || value.some(isOversized);
  return Object.values(value).some(isOversized);
}

function oversized(field: string, value: unknown): FieldIssue {
  const entries = Array.isArray(value) && value.length > MOST_ENTRIES;
  return {
    code: "invalid_value",
    field,
    message: entries
      ? `The list has more than ${MOST_ENTRIES} entries.`
      : `A code or a name is longer than ${MOST_BYTES} bytes.`,
    hint: "Shorten it at the source; the rest of the record is synced.",
    excerpt: excerptOf(value),
  };
}

/** Why a record fails of which a name that it is found by (`what`) is too long. */
export function longName(what: string, text: string): FieldIssue {
  return {
    code: "invalid_value",
    field: what === "identifier" ? "product.identifier" : null,
    message: `The record's ${what} is longer than ${MOST_BYTES} bytes.`,
    hint: "Shorten it at the source.",
    excerpt: excerptOf(text),
  };
}
