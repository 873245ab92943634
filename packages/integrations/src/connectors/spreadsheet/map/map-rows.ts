import {
  type FieldIssue,
  InvalidValue,
  type MappedProduct,
  type MappedVariant,
  normaliseText,
  type ObservedProduct,
} from "@v1/core";
import { excerptOf } from "../../../kit/issues.ts";
import { dateOf } from "./cell.ts";
import type { Columns } from "./columns.ts";
import { READERS, type ReadableField } from "./fields.ts";
import type { Lines } from "./lines.ts";
import { mapVariant, overridable } from "./map-variant.ts";
import { type PlacedIssue, PlacedIssues } from "./placed-issues.ts";

export interface MappedRows {
  product: MappedProduct | FieldIssue;
  issues: PlacedIssue[];
  /** Rows that are neither a variant nor the product's first, such as further images. */
  furtherRows: number;
}

const PRODUCT_FIELDS = (Object.keys(READERS) as ReadableField[]).filter((key) => key.startsWith("product."));

/**
 * All rows of one product → what they assert. Pure. A field of the product is what its first filled
 * cell says; where a variant's row says something else, that is the variant's own, or an issue for
 * fields that a variant cannot have.
 */
export function mapRows(columns: Columns, key: string, lines: readonly (readonly string[])[]): MappedRows {
  const issues = new PlacedIssues();
  const observed: ObservedProduct = {};
  const identifier = identifierOf(columns, lines) ?? normaliseText(key.replace(/^'/, ""));
  if (identifier === null || identifier instanceof InvalidValue) return withoutIdentifier(identifier, key);
  observed["product.identifier"] = identifier;
  const firsts = new Map<ReadableField, { line: number; cell: string }>();
  for (const field of PRODUCT_FIELDS) {
    if (field === "product.identifier" || !columns.has(field)) continue;
    const line = lines.findIndex((cells) => columns.cell(cells, field).trim() !== "");
    const cell = line < 0 ? "" : columns.cell(lines[line] ?? [], field);
    if (line >= 0) firsts.set(field, { line, cell });
    const value = issues.take(field, { line: Math.max(line, 0), cell, cells: lines[line] ?? [] }, columns);
    if (value !== undefined) Object.assign(observed, { [field]: value });
  }
  keepHtml(observed, firsts.get("product.description")?.cell);
  const { variants, furtherRows } = mapLines({ columns, key, lines, firsts, observed, issues });
  noteDisagreement({ columns, lines, firsts, issues });
  const product: MappedProduct = {
    externalId: key,
    sourceUpdatedAt: lastChange(columns, lines, issues),
    groupKey: null,
    observed,
    variants,
    variantsComplete: columns.mapping.allVariants,
    issues: issues.list.map(({ issue }) => issue),
  };
  return { product, issues: issues.list, furtherRows };
}

function identifierOf(columns: Columns, lines: readonly (readonly string[])[]) {
  if (!columns.has("product.identifier")) return null;
  const cell = lines
    .map((cells) => columns.cell(cells, "product.identifier"))
    .find((text) => text.trim() !== "");
  return cell === undefined ? null : READERS["product.identifier"](cell);
}

function withoutIdentifier(problem: InvalidValue | null, key: string): MappedRows {
  const { code, message, hint } =
    problem ??
    new InvalidValue(
      "The product has no identifier.",
      "Fill the column that identifies products.",
      "missing_required",
    );
  const issue: FieldIssue = { code, field: "product.identifier", message, hint, excerpt: excerptOf(key) };
  return {
    product: issue,
    issues: [{ line: 0, target: "product.identifier", value: key, issue }],
    furtherRows: 0,
  };
}

function keepHtml(observed: ObservedProduct, html: string | undefined): void {
  const text = observed["product.description"];
  if (html !== undefined && typeof text === "string" && text !== html.trim())
    observed["product.description#html"] = html;
}

function mapLines(context: Lines): { variants: MappedVariant[]; furtherRows: number } {
  const { columns, lines } = context;
  const variants = new Map<string, MappedVariant>();
  if (!columns.hasVariants) return { variants: [], furtherRows: lines.length - 1 };
  let furtherRows = 0;
  for (const [line, cells] of lines.entries()) {
    const isDefault = line === 0 && columns.mapping.layout === "shopify";
    if (!isDefault && !columns.isVariant(cells)) {
      if (line > 0) furtherRows += 1;
      continue;
    }
    const variant = mapVariant(context, line);
    if (variants.has(variant.externalId)) noteRepeated(context, line);
    else variants.set(variant.externalId, variant);
  }
  return { variants: [...variants.values()], furtherRows };
}

function noteRepeated({ issues, lines, columns }: Lines, line: number): void {
  const cells = lines[line] ?? [];
  const cell = columns.cell(cells, "variant.sku") || cells.join(" ").trim();
  const problem = new InvalidValue(
    "The row says the same variant as a row before it of this product; the first one counts.",
    "Give each variant its own SKU, colour or size, or remove the row.",
    "duplicate_value",
  );
  issues.note(problem, {
    line,
    cell,
    field: null,
    target: columns.has("variant.sku") ? "variant.sku" : null,
  });
}

/** Fields of the product alone of which two rows say two things. */
function noteDisagreement({
  columns,
  lines,
  firsts,
  issues,
}: Pick<Lines, "columns" | "lines" | "firsts" | "issues">) {
  for (const [field, first] of firsts) {
    if (overridable(field, columns) || field === "product.image") continue;
    for (const [line, cells] of lines.entries()) {
      const cell = columns.cell(cells, field);
      if (line <= first.line || cell.trim() === "" || cell.trim() === first.cell.trim()) continue;
      const problem = new InvalidValue(
        "Two rows of this product say different things here; the first one counts.",
        "Write the same in all rows of the product, or leave the cell empty.",
      );
      issues.note(problem, { line, cell, field, target: field });
    }
  }
}

function lastChange(
  columns: Columns,
  lines: readonly (readonly string[])[],
  issues: PlacedIssues,
): string | null {
  let last: string | null = null;
  if (!columns.has("record.updatedAt")) return null;
  for (const [line, cells] of lines.entries()) {
    const cell = columns.cell(cells, "record.updatedAt");
    const at = { line, cell, field: null, target: "record.updatedAt" as const };
    const time = issues.unless(dateOf(cell, columns.mapping.dateOrder), at);
    if (time && (last === null || time > last)) last = time;
  }
  return last;
}
