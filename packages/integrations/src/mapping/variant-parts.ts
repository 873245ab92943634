import { isRecord } from "../kit/structured.ts";

const DEEPEST = 4;

/**
 * The parts of a record that its variants were mapped from: the entries of the list that carries their
 * ids, wherever the source keeps it; the record itself where it is its only variant.
 */
export function variantParts(record: unknown, ids: readonly string[]): Map<string, unknown> {
  const wanted = new Set(ids);
  const parts = new Map<string, unknown>();
  if (wanted.size > 0) search(record, { wanted, parts, depth: 0 });
  const [only] = ids;
  if (parts.size === 0 && ids.length === 1 && only !== undefined) parts.set(only, record);
  return parts;
}

interface Search {
  wanted: ReadonlySet<string>;
  parts: Map<string, unknown>;
  depth: number;
}

function search(value: unknown, { wanted, parts, depth }: Search): void {
  if (depth > DEEPEST || typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) {
    for (const entry of value) take(entry, wanted, parts);
    if (parts.size > 0) return;
  }
  for (const child of Object.values(value)) {
    if (parts.size > 0) return;
    search(child, { wanted, parts, depth: depth + 1 });
  }
}

function take(entry: unknown, wanted: ReadonlySet<string>, parts: Map<string, unknown>): void {
  if (!isRecord(entry)) return;
  for (const value of Object.values(entry)) {
    if (typeof value !== "string" && typeof value !== "number") continue;
    if (wanted.has(String(value))) parts.set(String(value), entry);
  }
}
