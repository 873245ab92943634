import { type MappedProduct, toGtin14 } from "@v1/core";
import { type AskedProduct, findKnownProducts, type ImportRef } from "@v1/db/imports";
import type { SyncClient } from "@v1/db/sync";
import type { Columns } from "../connectors/spreadsheet/map/columns.ts";
import type { MappedRows } from "../connectors/spreadsheet/map/map-rows.ts";
import type { PlacedIssue } from "../connectors/spreadsheet/map/placed-issues.ts";

/** Products of a file that the brand does not have, as things stand. */
export async function findNew(
  client: SyncClient,
  ref: ImportRef,
  mapped: readonly (MappedRows | null)[],
): Promise<ReadonlySet<MappedRows>> {
  const asked = mapped.flatMap((rows) =>
    rows !== null && "observed" in rows.product ? [{ rows, product: askedOf(rows.product) }] : [],
  );
  const known = await findKnownProducts(
    client,
    ref,
    asked.map(({ product }) => product),
  );
  return new Set(asked.filter((_, at) => !known.has(at)).map(({ rows }) => rows));
}

/** Whether a commit would refuse a new product for this. One that the brand has keeps the name that it has. */
export function isNameless({ product }: MappedRows): boolean {
  return "observed" in product && !product.observed["product.name"];
}

function askedOf({ externalId, observed, variants }: MappedProduct): AskedProduct {
  const codes = variants.map((variant) => variant.observed);
  return {
    key: externalId,
    identifier: observed["product.identifier"] ?? null,
    skus: codes.flatMap(({ "variant.sku": sku }) => sku ?? []),
    gtins: codes.flatMap(({ "variant.barcode": barcode }) => (barcode ? (toGtin14(barcode) ?? []) : [])),
  };
}

/** Said of the product's first row. */
export function nameMissing(key: string, columns: Columns): PlacedIssue {
  const hint = columns.has("product.name")
    ? "Fill in the name in one of the product's rows."
    : "Map the column that holds the products' names, or add one to the file.";
  const issue = {
    code: "missing_required",
    field: "product.name",
    message: `“${key.slice(0, 100)}” is a new product and has no name.`,
    hint,
    excerpt: key.slice(0, 500),
  } as const;
  return { line: 0, target: "product.name", value: "", issue };
}
