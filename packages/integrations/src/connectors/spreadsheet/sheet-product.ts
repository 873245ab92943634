import type { FieldIssue, MappedProduct } from "@v1/core";
import type { RawRecord } from "../../kit/connector.ts";
import { recordIssue } from "../../kit/issues.ts";
import { Columns } from "./map/columns.ts";
import { mapRows } from "./map/map-rows.ts";
import { withMeanings } from "./map/meanings.ts";
import { type ImportMapping, importMapping, type ReadingOptions } from "./mapping.ts";
import { type ImportTarget, TARGET_KEYS } from "./targets.ts";

/**
 * All that a file says of one product, wherever its columns stand: a file with its columns in another
 * order has the same content.
 */
export interface SheetProduct {
  /** Null for a row of which nothing says which product it is. */
  key: string | null;
  /** The cells of each row by their targets. */
  rows: Partial<Record<ImportTarget, string>>[];
  /** What the brand says that names in it mean: those that it uses, as `meaningKey` writes them. */
  means: Record<string, string>;
}

/** The cells of a row that somebody mapped. */
export function cellsByTarget(columns: Columns, cells: readonly string[]): SheetProduct["rows"][number] {
  const found: SheetProduct["rows"][number] = {};
  for (const target of TARGET_KEYS) if (columns.has(target)) found[target] = columns.cell(cells, target);
  return found;
}

/** One product of a file → what it asserts. Pure. */
export function mapSheetProduct(
  { externalId, raw }: RawRecord<SheetProduct>,
  options: ReadingOptions,
): MappedProduct | FieldIssue {
  if (raw.key === null) {
    return recordIssue(
      "Nothing in the row says which product it is.",
      "Fill the column that identifies products, and import the row again.",
      Object.values(raw.rows[0] ?? {}).join(" · "),
    );
  }
  const targets = TARGET_KEYS.filter((target) => raw.rows.some((row) => row[target] !== undefined));
  const lines = raw.rows.map((row) => targets.map((target) => row[target] ?? ""));
  const { product } = mapRows(columnsFor(targets, options), externalId, lines);
  return "observed" in product ? withMeanings(product, new Map(Object.entries(raw.means))) : product;
}

const known = new WeakMap<ReadingOptions, Map<string, Columns>>();
const MOST_KNOWN = 100;

/** One after the other in the order of targets. Nearly all records of a file have the same ones. */
function columnsFor(targets: readonly ImportTarget[], options: ReadingOptions): Columns {
  const ofOptions = known.get(options) ?? new Map<string, Columns>();
  known.set(options, ofOptions);
  const name = targets.join(" ");
  const found = ofOptions.get(name);
  if (found) return found;
  if (ofOptions.size >= MOST_KNOWN) ofOptions.clear();
  const columns = targets.map((target, column) => ({ column, header: target, target }));
  const made = new Columns(importMapping.parse({ ...options, columns } satisfies Partial<ImportMapping>));
  ofOptions.set(name, made);
  return made;
}
