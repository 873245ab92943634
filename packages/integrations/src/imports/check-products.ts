import { type ImportRef, noteFindings, noteNames, type ProductRows, type RowFinding } from "@v1/db/imports";
import type { SyncClient } from "@v1/db/sync";
import type { Columns } from "../connectors/spreadsheet/map/columns.ts";
import { type MappedRows, mapRows } from "../connectors/spreadsheet/map/map-rows.ts";
import { meaningKey, namesUsed } from "../connectors/spreadsheet/map/meanings.ts";
import type { PlacedIssue } from "../connectors/spreadsheet/map/placed-issues.ts";
import type { MappableField } from "../connectors/spreadsheet/targets.ts";
import { findNew, isNameless, nameMissing } from "./nameless.ts";
import type { RowIssue } from "./types.ts";

export interface CheckedProducts {
  products: number;
  variants: number;
  furtherRows: number;
  rowsWithIssues: number;
  productsFailed: number;
  productsNew: number;
}

const MOST_NAMES = 10_000;
/** Longer names are refused by the merge, and no index could hold them here. */
const LONGEST_NAME = 500;

/** Maps products only to see what is wrong with them, and which names they use. */
export class ProductChecker {
  readonly counted: CheckedProducts = {
    products: 0,
    variants: 0,
    furtherRows: 0,
    rowsWithIssues: 0,
    productsFailed: 0,
    productsNew: 0,
  };
  readonly #columns: Columns;
  #names = new Map<string, { field: MappableField; name: string; products: number }>();

  constructor(columns: Columns) {
    this.#columns = columns;
  }

  /** Writes what is wrong with rows beside them. */
  async check(client: SyncClient, ref: ImportRef, products: readonly ProductRows[]): Promise<void> {
    const mapped = products.map((product) => this.#map(product));
    const fresh = await findNew(client, ref, mapped);
    const findings = products.flatMap((product, at) => this.#look(product, mapped[at] ?? null, fresh));
    await noteFindings(client, ref, findings);
    if (this.#names.size >= MOST_NAMES) await this.finish(client, ref);
  }

  async finish(client: SyncClient, ref: ImportRef): Promise<void> {
    await noteNames(client, ref, [...this.#names.values()]);
    this.#names = new Map();
  }

  #map({ key, rows }: ProductRows): MappedRows | null {
    if (key === null) return null;
    return mapRows(
      this.#columns,
      key,
      rows.map(({ cells }) => cells),
    );
  }

  #look({ key, rows }: ProductRows, mapped: MappedRows | null, fresh: ReadonlySet<MappedRows>): RowFinding[] {
    if (key === null || mapped === null) {
      this.counted.rowsWithIssues += 1;
      return [];
    }
    const isNew = fresh.has(mapped);
    const nameless = isNew && isNameless(mapped);
    const found = nameless ? [...mapped.issues, nameMissing(key, this.#columns)] : mapped.issues;
    this.counted.products += 1;
    this.counted.furtherRows += mapped.furtherRows;
    const failed = !("observed" in mapped.product) || nameless;
    if (failed) this.counted.productsFailed += 1;
    else {
      if (isNew) this.counted.productsNew += 1;
      this.#count(mapped);
    }
    const findings = rows.flatMap(({ row }, line) => {
      const issues = found.filter((issue) => issue.line === line).map((issue) => this.#show(issue, failed));
      if (issues.length > 0) this.counted.rowsWithIssues += 1;
      return issues.length > 0 || failed ? [{ row, issues, failed }] : [];
    });
    return findings;
  }

  #count({ product }: MappedRows): void {
    if (!("observed" in product)) return;
    this.counted.variants += product.variants.length;
    for (const { field, name } of namesUsed(product)) {
      if (name.length > LONGEST_NAME) continue;
      const key = meaningKey(field, name);
      const known = this.#names.get(key);
      if (known) known.products += 1;
      else this.#names.set(key, { field, name, products: 1 });
    }
  }

  #show({ target, value, issue }: PlacedIssue, blocking: boolean): RowIssue {
    const { field, code, message, hint } = issue;
    const column = target === null ? null : this.#columns.headerOf(target);
    return { column, field, value, code, message, hint, blocking };
  }
}
