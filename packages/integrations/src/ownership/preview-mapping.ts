import { type FieldKey, fieldDefinition, InvalidValue, type MappedProduct } from "@v1/core";
import { readMapping } from "@v1/db/ownership";
import { excerptOf } from "../kit/issues.ts";
import { isRecord } from "../kit/structured.ts";
import { applySources, readSource } from "../mapping/apply-sources.ts";
import type { CompiledSource } from "../mapping/compile-sources.ts";
import { variantParts } from "../mapping/variant-parts.ts";
import {
  compiledWith,
  type MappingDeps,
  type SampledRecord,
  type SourceChanges,
  sampleRecords,
} from "./map-fields.ts";

interface PreviewedField {
  key: FieldKey;
  /** External id of the variant; null for the product. */
  variant: string | null;
  /** What stands at the place, before any step. */
  raw: unknown;
  /** What the connection says today, and what it would say. `undefined` is left out: it says nothing. */
  before?: unknown;
  after?: unknown;
  issue: { message: string; hint: string } | null;
}

export interface PreviewedRecord {
  externalId: string;
  fields: PreviewedField[];
}

interface Request {
  connectionId: string;
  sources: SourceChanges;
}

/**
 * The changed fields of three real records as they are and as they would be, before anything is saved.
 * @throws AppError of the connector; `bad_request` for an expression that cannot be read
 */
export async function previewMapping(
  deps: MappingDeps,
  { brandId }: { brandId: string },
  { connectionId, sources }: Request,
): Promise<PreviewedRecord[]> {
  const ref = { brandId, connectionId };
  const connection = await readMapping(deps.db, ref);
  const today = compiledWith(connection, {});
  const then = compiledWith(connection, sources);
  const samples = await sampleRecords(deps, ref, { connection });
  const keys = Object.keys(sources) as FieldKey[];
  const previewed: PreviewedRecord[] = [];
  for (const { record, mapped } of samples) {
    if (!mapped) continue;
    const before = await applySources(structuredClone(mapped), record.raw, today);
    const after = await applySources(structuredClone(mapped), record.raw, then);
    const fields: PreviewedField[] = [];
    for (const key of keys) {
      const source = then.find((one) => one.key === key);
      fields.push(...(await compare({ key, source, raw: record.raw }, before, after)));
    }
    previewed.push({ externalId: record.externalId, fields });
  }
  return previewed;
}

interface Compared {
  key: FieldKey;
  source: CompiledSource | undefined;
  raw: unknown;
}

async function compare(
  { key, source, raw }: Compared,
  before: MappedProduct,
  after: MappedProduct,
): Promise<PreviewedField[]> {
  const parts = variantParts(
    raw,
    after.variants.map(({ externalId }) => externalId),
  );
  const shown = async (variant: string | null, part: unknown, was: object, is: object) => {
    const found = source ? await readSource(source, { part, record: raw }) : undefined;
    const issue = after.issues.find(
      (one) => one.field === key && (one.variantExternalId ?? null) === variant,
    );
    return {
      key,
      variant,
      raw: found instanceof InvalidValue ? null : cut(found),
      ...valueIn("before", was, key),
      ...valueIn("after", is, key),
      issue: issue ? { message: issue.message, hint: issue.hint } : null,
    };
  };
  if (onProduct(key, source)) return [await shown(null, raw, before.observed, after.observed)];
  const fields: PreviewedField[] = [];
  for (const [at, { externalId, observed }] of after.variants.slice(0, MOST_VARIANTS).entries()) {
    fields.push(
      await shown(externalId, parts.get(externalId), before.variants[at]?.observed ?? {}, observed),
    );
  }
  return fields;
}

const MOST_VARIANTS = 3;

function onProduct(key: FieldKey, source: CompiledSource | undefined): boolean {
  return source ? source.on === "product" : fieldDefinition(key).level !== "V";
}

function valueIn(name: "before" | "after", observed: object, key: FieldKey) {
  const value = (observed as Record<string, unknown>)[key];
  return value === undefined ? {} : { [name]: value };
}

/** Long values are shown by their beginning. */
function cut(value: unknown): unknown {
  const text = JSON.stringify(value);
  return text !== undefined && text.length > 2_000 ? excerptOf(text) : (value ?? null);
}

export interface RecordPath {
  path: string;
  example: unknown;
}

const MOST_PATHS = 200;
const DEEPEST = 5;

/** Places of the first records from which a field may be taken, of products and of variants. */
export async function listRecordPaths(
  deps: MappingDeps,
  { brandId }: { brandId: string },
  connectionId: string,
): Promise<{ records: string[]; product: RecordPath[]; variant: RecordPath[] }> {
  const ref = { brandId, connectionId };
  const connection = await readMapping(deps.db, ref);
  const samples = await sampleRecords(deps, ref, { connection });
  const product = new Map<string, unknown>();
  const variant = new Map<string, unknown>();
  for (const sample of samples) {
    walk(sample.record.raw, { path: "", depth: 0, found: product });
    for (const part of partsOf(sample)) walk(part, { path: "", depth: 0, found: variant });
  }
  const listed = (found: Map<string, unknown>) =>
    [...found].slice(0, MOST_PATHS).map(([path, example]) => ({ path, example: cut(example) }));
  return {
    records: samples.map(({ record }) => record.externalId),
    product: listed(product),
    variant: listed(variant),
  };
}

function partsOf({ record, mapped }: SampledRecord): unknown[] {
  const ids = mapped?.variants.map(({ externalId }) => externalId) ?? [];
  return [...variantParts(record.raw, ids).values()];
}

interface Walk {
  path: string;
  depth: number;
  found: Map<string, unknown>;
}

/** A list of objects is a place of its own, and so are its entries' places, collected over the list. */
function walk(value: unknown, { path, depth, found }: Walk): void {
  if (depth > DEEPEST || found.size > MOST_PATHS) return;
  const isEmpty = value === null || value === undefined || value === "";
  if (path !== "" && !isRecord(value) && (!isEmpty || !found.has(path)) && !found.get(path))
    found.set(path, value ?? null);
  const inner = Array.isArray(value) ? value.find(isRecord) : value;
  if (!isRecord(inner)) return;
  for (const [name, child] of Object.entries(inner)) {
    if (name.includes(".")) continue;
    walk(child, { path: path === "" ? name : `${path}.${name}`, depth: depth + 1, found });
  }
}
