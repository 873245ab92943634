import { type FieldIssue, InvalidValue, type MappedProduct, normaliseText } from "@v1/core";
import type { RawRecord } from "./connector.ts";
import type { BrokenRecord } from "./feed/line-records.ts";
import { Issues, recordIssue } from "./issues.ts";
import { type FieldPaths, observeByPath } from "./observe-by-path.ts";
import type { RecordPaths } from "./record-paths.ts";
import { isRecord } from "./structured.ts";
import { valueAt } from "./value-at.ts";

export function isBroken(raw: unknown): raw is BrokenRecord {
  return isRecord(raw) && typeof raw.broken === "string" && typeof raw.line === "number";
}

/** A record's external id; "" where there is none, and the engine then refuses the record. */
export function idByPath(raw: unknown, { id }: RecordPaths): string {
  return isBroken(raw) ? `line ${raw.line}` : (textAt(raw, id) ?? "");
}

/** How many variants a record holds. */
export function variantsByPath(raw: unknown, { variants }: RecordPaths): unknown[] {
  return variants ? [valueAt(raw, variants.list) ?? []].flat() : [];
}

/** One record → what it asserts, by the places that the settings name. The id is its identifier, unless another is named. */
export function mapByPath(
  { externalId, raw }: RawRecord<unknown>,
  paths: RecordPaths,
): MappedProduct | FieldIssue {
  if (isBroken(raw)) return recordIssue("The line is no JSON.", "Correct the feed.", raw.broken);
  const issues = new Issues();
  const { currency, weightUnit, variants } = paths;
  const observe = (record: unknown, fields: FieldPaths, variant?: string) =>
    observeByPath(record, { paths: fields, currency, weightUnit, issues, ...(variant ? { variant } : {}) });
  // Of two variants with one id the last counts.
  const parts = new Map(
    variantsByPath(raw, paths).map((part, at) => [
      textAt(part, variants?.id ?? "") ?? `${externalId}/${at}`,
      part,
    ]),
  );
  return {
    externalId,
    sourceUpdatedAt: paths.updatedAt === null ? null : timeAt(raw, paths.updatedAt),
    groupKey: paths.groupKey === null ? null : textAt(raw, paths.groupKey),
    observed: { "product.identifier": externalId, ...observe(raw, paths.fields) },
    variants: [...parts].map(([id, part]) => ({
      externalId: id,
      observed: observe(part, variants?.fields ?? {}, id),
    })),
    variantsComplete: true,
    issues: issues.list,
  } as MappedProduct;
}

function textAt(record: unknown, path: string): string | null {
  const text = normaliseText(valueAt(record, path));
  return text instanceof InvalidValue ? null : text;
}

function timeAt(record: unknown, path: string): string | null {
  const time = Date.parse(textAt(record, path) ?? "");
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}
