import { hash } from "node:crypto";
import {
  type FieldIssue,
  type FieldKey,
  isFieldKey,
  type MappedProduct,
  printable,
  toGtin14,
} from "@v1/core";
import type { StagedProduct, StagedVariant } from "@v1/db/sync";
import type { RawRecord } from "../kit/connector.ts";
import { excerptOf, recordIssue } from "../kit/issues.ts";
import { newId, newUpid } from "./ids.ts";
import { dropOversized, isTooLong, longName, MOST_ENTRIES } from "./limits.ts";
import { storableTime } from "./times.ts";

/** A record's content as 16 bytes: equal bytes, equal record. */
export function contentHash(raw: unknown): Buffer {
  return hash("sha256", JSON.stringify(raw), "buffer").subarray(0, 16);
}

export type RecordError = FieldIssue & { externalId: string };

/** What one chunk asserts, ready to be staged, and which fields occur in it at all. */
export class ChunkBuilder {
  readonly products: StagedProduct[] = [];
  readonly errors: RecordError[] = [];
  readonly productFields = new Set<FieldKey>();
  readonly variantFields = new Set<FieldKey>();
  /** Records of which nothing could be staged. */
  failed = 0;
  /** Something that only one can have is named twice, so records of this chunk may compete for it. */
  namesTwice = false;
  #named: Set<string> | null = new Set<string>();

  add(record: RawRecord<unknown>, mapped: MappedProduct | FieldIssue, content: Buffer): void {
    if (!("observed" in mapped)) {
      this.#fail(record, mapped);
      return;
    }
    const refusal = unstorable(mapped);
    if (refusal) {
      this.#fail(record, refusal);
      return;
    }
    const issues = [...mapped.issues];
    dropOversized(mapped.observed, (issue) => issues.push(issue));
    const time = mapped.sourceUpdatedAt === null ? null : storableTime(mapped.sourceUpdatedAt);
    if (mapped.sourceUpdatedAt !== null && time === null) issues.push(invalidTime(mapped.sourceUpdatedAt));
    const variants = this.#variants(mapped, issues);
    const observed = textOf(mapped.observed);
    if (observed === null || variants === null || !isStorable(mapped.groupKey ?? "")) {
      this.#fail(record, invalidText(record));
      return;
    }
    const clean = issues.length === 0;
    if (variants.length < mapped.variants.length) issues.push(repeatedVariant(record));
    for (const issue of issues) this.#note(record, issue);
    collect(mapped.observed, this.productFields);
    this.#name(mapped);
    this.products.push({
      ordinal: record.ordinal,
      externalId: mapped.externalId,
      newId: newId(),
      upid: newUpid(),
      groupKey: mapped.groupKey,
      sourceUpdatedAt: time,
      contentHash: content,
      variantsComplete: mapped.variantsComplete,
      clean,
      observed,
      variants,
    });
  }

  #name(mapped: MappedProduct): void {
    this.#once("x", mapped.externalId);
    this.#once("i", mapped.observed["product.identifier"]);
    this.#once("g", mapped.groupKey);
    for (const { externalId, observed } of mapped.variants) {
      this.#once("v", externalId);
      this.#once("s", observed["variant.sku"]);
      const code = observed["variant.barcode"];
      if (code) this.#once("b", toGtin14(code) ?? code);
    }
  }

  #once(kind: string, name: string | null | undefined): void {
    if (name === null || name === undefined) return;
    if (this.#named?.has(kind + name) ?? true) this.namesTwice = true;
    else this.#named?.add(kind + name);
  }

  /** Lets go what names were for; whatever is added from now on may name something twice. */
  forgetNames(): void {
    this.#named = null;
  }

  /** A record whose very id cannot be stored: nothing of it can be looked up. */
  refuse(record: RawRecord<unknown>): void {
    const { externalId } = record;
    this.#fail(record, isTooLong(externalId) ? longName("id", externalId) : invalidText(record));
  }

  #variants(mapped: MappedProduct, issues: FieldIssue[]): StagedVariant[] | null {
    const staged: StagedVariant[] = [];
    for (const variant of unique(mapped.variants)) {
      const { externalId: variantExternalId } = variant;
      dropOversized(variant.observed, (issue) => issues.push({ ...issue, variantExternalId }));
      const observed = textOf(variant.observed);
      if (observed === null || !isStorable(variant.externalId)) return null;
      collect(variant.observed, this.variantFields);
      for (const key of variant.observed.$inherit ?? []) this.variantFields.add(key);
      staged.push({ externalId: variant.externalId, newId: newId(), upid: newUpid(), observed });
    }
    return staged;
  }

  #fail(record: RawRecord<unknown>, issue: FieldIssue): void {
    this.failed += 1;
    this.#note(record, issue);
  }

  #note(record: RawRecord<unknown>, issue: FieldIssue): void {
    const { message, excerpt, variantExternalId } = issue;
    this.errors.push({
      ...issue,
      externalId: printable(record.externalId),
      message: printable(message),
      excerpt: printable(excerpt),
      ...(variantExternalId === undefined ? {} : { variantExternalId: printable(variantExternalId) }),
    });
  }
}

function collect(observed: object, keys: Set<FieldKey>): void {
  for (const key in observed) if (isFieldKey(key)) keys.add(key);
}

/** Why nothing of a record can be stored: too many variants, or names too long to be found by. */
function unstorable({ groupKey, observed, variants }: MappedProduct): FieldIssue | null {
  if (variants.length > MOST_ENTRIES) {
    const message = `The record has ${variants.length} variants, and a product may have ${MOST_ENTRIES}.`;
    return recordIssue(message, "Split it into several products at the source.", "");
  }
  const identifier = observed["product.identifier"];
  if (identifier && isTooLong(identifier)) return longName("identifier", identifier);
  if (groupKey && isTooLong(groupKey)) return longName("group", groupKey);
  const long = variants.find((variant) => isTooLong(variant.externalId));
  return long ? longName("variant's id", long.externalId) : null;
}

/** The last of two variants with one id counts. */
function unique(variants: MappedProduct["variants"]): MappedProduct["variants"] {
  const byId = new Map(variants.map((variant) => [variant.externalId, variant]));
  return byId.size === variants.length ? variants : [...byId.values()];
}

/** False for what no text column can hold: NUL, or half of a surrogate pair. */
export function isStorable(text: string): boolean {
  return !text.includes("\0") && text.isWellFormed();
}

// JSON.stringify writes NUL and lone surrogates as escapes; PostgreSQL's jsonb refuses both.
const REFUSED = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/i;

/** JSON text of an observation with GTINs in their 14-digit form beside them; null where a text cannot be stored. */
function textOf(observed: object): string | null {
  const text = JSON.stringify(withGtins(observed as Record<string, unknown>));
  return text.includes("\\u") && REFUSED.test(text) ? null : text;
}

const CODED = ["variant.barcode", "product.gtin"] as const;

function withGtins(observed: Record<string, unknown>): Record<string, unknown> {
  for (const key of CODED) {
    const code = observed[key];
    if (typeof code !== "string" || observed[`${key}#gtin`] !== undefined) continue;
    const gtin = toGtin14(code);
    if (gtin !== null) observed[`${key}#gtin`] = gtin;
  }
  return observed;
}

function invalidText(record: RawRecord<unknown>): FieldIssue {
  return {
    code: "invalid_text",
    field: null,
    message: "The record contains a character that cannot be stored (NUL, or half of a surrogate pair).",
    hint: "Remove the character at the source; it often comes from a broken import.",
    excerpt: excerptOf(record.raw),
  };
}

/** Such a record counts as one without a time. */
function invalidTime(text: string): FieldIssue {
  return {
    code: "invalid_value",
    field: null,
    message: "The time of the record's last change is no date between the years 1 and 9999.",
    hint: "Correct it at the source; until then older data cannot be told from newer.",
    excerpt: excerptOf(text),
  };
}

function repeatedVariant(record: RawRecord<unknown>): FieldIssue {
  return {
    code: "invalid_value",
    field: null,
    message: "Two variants of the record have the same id; the last one counts.",
    hint: "Give each variant an id of its own at the source.",
    excerpt: excerptOf(record.raw),
  };
}
