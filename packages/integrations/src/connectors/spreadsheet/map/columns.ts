import { columnOf, type ImportMapping } from "../mapping.ts";
import type { ImportTarget } from "../targets.ts";
import { OPTION_NUMBERS, optionTarget } from "./options.ts";

const VARIANT_CELLS: readonly ImportTarget[] = [
  "variant.color",
  "variant.size",
  "variant.sku",
  "variant.barcode",
  ...OPTION_NUMBERS.map((number) => optionTarget(number, "value")),
];

/** A mapping made ready to read rows with. */
export class Columns {
  readonly mapping: ImportMapping;
  /** True where rows can be variants at all. */
  readonly hasVariants: boolean;
  readonly #at = new Map<ImportTarget, number>();

  constructor(mapping: ImportMapping) {
    this.mapping = mapping;
    for (const { target } of mapping.columns) {
      const column = target === null ? null : columnOf(mapping, target);
      if (target !== null && column !== null) this.#at.set(target, column);
    }
    this.hasVariants = VARIANT_CELLS.some((target) => this.#at.has(target));
  }

  has(target: ImportTarget): boolean {
    return this.#at.has(target);
  }

  /** The cell of a target; "" where the column or the cell is missing. */
  cell(cells: readonly string[], target: ImportTarget): string {
    const column = this.#at.get(target);
    return column === undefined ? "" : (cells[column] ?? "");
  }

  headerOf(target: ImportTarget): string | null {
    const column = this.#at.get(target);
    return this.mapping.columns.find((entry) => entry.column === column)?.header ?? null;
  }

  /** True for a row that says something of one variant. Shopify's further images do not. */
  isVariant(cells: readonly string[]): boolean {
    const named = VARIANT_CELLS.some((target) => this.cell(cells, target).trim() !== "");
    if (named || this.mapping.layout !== "shopify") return named;
    return this.cell(cells, "product.price").trim() !== "";
  }

  /** What tells a product from others in one row; null where nothing does. */
  keyOf(cells: readonly string[]): string | null {
    const { groupBy } = this.mapping;
    const grouped = groupBy === null ? "" : (cells[groupBy] ?? "").trim();
    if (groupBy !== null) return grouped || null;
    for (const target of ["product.identifier", "variant.sku", "variant.barcode", "product.name"] as const) {
      const text = this.cell(cells, target).trim();
      if (text !== "") return text;
    }
    return null;
  }
}
