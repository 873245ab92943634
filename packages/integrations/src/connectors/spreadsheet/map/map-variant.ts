import {
  FIELDS,
  type FieldKey,
  isFieldKey,
  type MappedVariant,
  type Money,
  normaliseName,
  type ObservedVariant,
} from "@v1/core";
import type { Columns } from "./columns.ts";
import { READERS, type ReadableField } from "./fields.ts";
import type { Lines } from "./lines.ts";
import { OPTION_NUMBERS, optionsOf, optionTarget } from "./options.ts";

const OVERRIDES = (Object.keys(READERS) as ReadableField[]).filter((key) => FIELDS[key].level === "PV");

/** True where a variant's row may say something of its own. Shopify's images are the product's. */
export function overridable(field: FieldKey, columns: Columns): boolean {
  return (
    FIELDS[field].level === "PV" &&
    !(columns.mapping.layout === "shopify" && field !== "product.price" && field !== "product.weight")
  );
}

/** One row → one variant. What it does not say for itself it inherits, explicitly. */
export function mapVariant(context: Lines, line: number): MappedVariant {
  const { columns, lines, issues } = context;
  const cells = lines[line] ?? [];
  const externalId = idOf(context, line);
  const observed: ObservedVariant = {};
  const set = (field: FieldKey, value: unknown) => {
    if (value !== undefined) Object.assign(observed, { [field]: value });
  };
  const at = (field: ReadableField) => ({
    line,
    cell: columns.cell(cells, field),
    cells,
    variant: externalId,
  });
  for (const [field, value] of Object.entries(optionFields(context, line))) {
    if (!isFieldKey(field)) continue;
    const cell = JSON.stringify(pairsOf(context, line));
    set(field, issues.unless(value, { line, cell, field, target: null, variant: externalId }));
  }
  for (const field of ["variant.color", "variant.size", "variant.sku", "variant.barcode"] as const) {
    if (columns.has(field) && columns.cell(cells, field).trim() !== "")
      set(field, issues.take(field, at(field), columns));
    else if (columns.has(field) && !(field in observed)) set(field, null);
  }
  observeOverrides(context, { line, observed, externalId });
  return { externalId, observed };
}

function observeOverrides(
  context: Lines,
  { line, observed, externalId }: { line: number; observed: ObservedVariant; externalId: string },
): void {
  const { columns, observed: product } = context;
  const inherit: FieldKey[] = [];
  for (const field of OVERRIDES) {
    if (!columns.has(field) || !overridable(field, columns)) continue;
    const value = ownValue(context, { field, line, externalId });
    if (value === undefined) continue;
    const shared: unknown = Object.entries(product).find(([key]) => key === field)?.[1];
    if (value === null || JSON.stringify(value) === JSON.stringify(shared)) inherit.push(field);
    else Object.assign(observed, { [field]: value });
  }
  if (inherit.length > 0) observed.$inherit = inherit;
}

/** Null where the row says nothing else than the product; undefined where it cannot be taken. */
function ownValue(
  { columns, lines, firsts, observed: product, issues }: Lines,
  { field, line, externalId }: { field: ReadableField; line: number; externalId: string },
): unknown {
  const cells = lines[line] ?? [];
  const cell = columns.cell(cells, field);
  const first = firsts.get(field);
  const isSame = cell.trim() === "" || line === first?.line || cell.trim() === first?.cell.trim();
  if (isSame && !needsOwnPrice(field, product)) return null;
  return issues.take(field, { line, cell, cells, variant: externalId }, columns);
}

/** Two rows may write one price in two currencies. */
function needsOwnPrice(field: FieldKey, product: { "product.price"?: Money | null }): boolean {
  return field === "product.price" && product["product.price"] == null;
}

function pairsOf({ columns, lines }: Lines, line: number): { name: string; value: string }[] {
  const cells = lines[line] ?? [];
  return OPTION_NUMBERS.map((number) => ({
    name: nameOf(columns, lines, number),
    value: columns.cell(cells, optionTarget(number, "value")),
  }));
}

/** Shopify names an option in a product's first row only. */
function nameOf(
  columns: Columns,
  lines: readonly (readonly string[])[],
  number: (typeof OPTION_NUMBERS)[number],
): string {
  const target = optionTarget(number, "name");
  return lines.map((cells) => columns.cell(cells, target).trim()).find((name) => name !== "") ?? "";
}

function optionFields(context: Lines, line: number) {
  const { columns } = context;
  if (!OPTION_NUMBERS.some((number) => columns.has(optionTarget(number, "value")))) return {};
  const { color = null, size = null, option = null } = optionsOf(pairsOf(context, line));
  return { "variant.color": color, "variant.size": size, "variant.option": option };
}

/** The same in the next file: its SKU, else its barcode, else its options, within the product. */
function idOf(context: Lines, line: number): string {
  const { columns, key, lines } = context;
  const cells = lines[line] ?? [];
  for (const target of ["variant.sku", "variant.barcode"] as const) {
    const code = columns.cell(cells, target).trim().replace(/^'/, "");
    if (code !== "") return `${key}/${code}`;
  }
  const options = [
    columns.cell(cells, "variant.color"),
    columns.cell(cells, "variant.size"),
    ...pairsOf(context, line).map(({ value }) => value),
  ];
  return `${key}/${options.map(normaliseName).filter(Boolean).join("/") || "default"}`;
}
