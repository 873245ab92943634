import { AppError } from "@v1/core";
import { breather } from "../../kit/breather.ts";
import { PAGE_CHILDREN, type Page, type RawRecord, type ReadSummary } from "../../kit/connector.ts";
import { excerptOf } from "../../kit/issues.ts";
import { type GroupedExport, groupExport } from "./group/group.ts";
import type { GroupedLines } from "./group/segment-reader.ts";
import { damagedProduct, parseNode, type ShopifyProduct, shopifyProduct } from "./raw.ts";

export interface ExportRead {
  source: AsyncIterable<Uint8Array>;
  spillFolder: string;
  signal: AbortSignal;
  pageSize: number;
  /** The first product that is still wanted, counted from 0 in source order. */
  from: number;
  /** What Shopify says it has exported; null where nobody says; `partial` where it ended early. */
  expected: { objects: number; products: number } | "partial" | null;
  /** The position after a page, given the ordinal of the next product. */
  positionAt(ordinal: number): Page<ShopifyProduct>["position"];
}

/**
 * Pages of whole products from a bulk export, in source order. The export is read to its end and
 * its counts are checked before the first page is given: a cut-off file never counts as the source.
 */
export async function* readGroupedExport(
  read: ExportRead,
): AsyncGenerator<Page<ShopifyProduct>, Pick<ReadSummary, "verified" | "reason">> {
  const grouped = await groupExport(read);
  const isPartial = read.expected === "partial";
  try {
    if (read.expected !== null && read.expected !== "partial") checkCounts(grouped, read.expected);
    const total = isPartial ? null : grouped.products;
    let records: RawRecord<ShopifyProduct>[] = [];
    let variants = 0;
    for await (const record of recordsOf(grouped, read)) {
      records.push(record);
      variants += record.raw.variants.length;
      if (records.length < read.pageSize && variants < PAGE_CHILDREN) continue;
      yield { records, position: read.positionAt(record.ordinal + 1), total };
      records = [];
      variants = 0;
      read.signal.throwIfAborted();
    }
    const last = records.at(-1);
    if (last) yield { records, position: read.positionAt(last.ordinal + 1), total };
    return isPartial ? PARTIAL : verdict(grouped);
  } finally {
    await grouped.remove();
  }
}

/**
 * Of an export that ended early, products only: what else came will come whole with the next one.
 * A line that nobody can read may have been any product's variant: none is then known to be complete.
 */
async function* recordsOf(
  grouped: GroupedExport,
  { expected, from }: ExportRead,
): AsyncGenerator<RawRecord<ShopifyProduct>> {
  const breathe = breather();
  const mayLackVariants = expected === "partial" || grouped.unreadable.count > 0;
  for await (const lines of grouped.read()) {
    if (expected === "partial" && lines.ordinal >= grouped.firstOrphan) return;
    const record = recordOf(grouped, lines);
    if (mayLackVariants) record.raw.partial = true;
    yield record;
    await breathe();
  }
  if (expected !== "partial") yield* unreadableRecords(grouped, from);
}

const PARTIAL = {
  verified: false,
  reason: "Shopify's export ended early, twice: a part of the shop was read, and nothing is taken for gone.",
};

function checkCounts(grouped: GroupedExport, expected: { objects: number; products: number }): void {
  if (grouped.lines === expected.objects && grouped.products === expected.products) return;
  throw new AppError({
    code: "unavailable",
    message:
      `Shopify's export should hold ${expected.objects} objects with ${expected.products} products; ` +
      `${grouped.lines} objects with ${grouped.products} products arrived.`,
    hint: "The file was cut off or is damaged. Nothing was changed; it is read again by the next attempt.",
    retryable: true,
  });
}

function recordOf(grouped: GroupedExport, lines: GroupedLines): RawRecord<ShopifyProduct> {
  const { ordinal } = lines;
  if (ordinal >= grouped.firstOrphan) {
    const id = String(grouped.orphanId(ordinal));
    const damage = ["Its variants were exported, but not the product itself.", ...lines.children.slice(0, 3)];
    return { externalId: id, ordinal, raw: damagedProduct(id, damage.map(excerptOf)) };
  }
  const product = wholeProduct(lines);
  return { externalId: product.id, ordinal, raw: product };
}

function wholeProduct({ product, children }: GroupedLines): ShopifyProduct {
  const node = parseNode(product ?? "");
  if (node === null) {
    const id = /gid:\/\/shopify\/Product\/(\d+)/.exec(product ?? "")?.[1] ?? "";
    return damagedProduct(id, [excerptOf(product)]);
  }
  const damage: string[] = [];
  const variants = children.flatMap((line) => {
    const variant = parseNode(line);
    if (variant === null) damage.push(excerptOf(line));
    return variant === null ? [] : [variant];
  });
  const whole = shopifyProduct(node, variants);
  return damage.length > 0 ? { ...whole, damage } : whole;
}

/** Lines that name no product become records of their own, so that somebody sees them. */
function unreadableRecords(grouped: GroupedExport, from: number): RawRecord<ShopifyProduct>[] {
  const first = grouped.firstOrphan + grouped.orphans;
  return grouped.unreadable.samples
    .map((sample, i) => {
      const id = `unreadable-line-${i + 1}`;
      return { externalId: id, ordinal: first + i, raw: damagedProduct(id, [excerptOf(sample)]) };
    })
    .filter(({ ordinal }) => ordinal >= from);
}

function verdict(grouped: GroupedExport): Pick<ReadSummary, "verified" | "reason"> {
  if (grouped.unreadable.count > 0) {
    return { verified: false, reason: `${grouped.unreadable.count} lines of the export could not be read.` };
  }
  if (grouped.orphans > 0) {
    return {
      verified: false,
      reason: `${grouped.orphans} products are missing from the export, though their variants came.`,
    };
  }
  return { verified: true };
}
