import { AppError, type FieldKey, fieldDefinition } from "@v1/core";
import { sqlState } from "../../../retry.ts";
import type { Queryable } from "../../jobs/queryable.ts";
import { columnValues, type Resolve } from "./column-values.ts";
import type { Row } from "./lock-product.ts";

type Table = "products" | "product_variants" | "product_environment";

/** Of the changes, those fields with columns that differ from what stands: field → new columns. */
export function differingColumns(
  changes: Partial<Record<FieldKey, unknown>>,
  row: Row,
  resolve: Resolve,
): Map<FieldKey, Record<string, string | null>> {
  const differing = new Map<FieldKey, Record<string, string | null>>();
  for (const key of Object.keys(changes) as FieldKey[]) {
    const values = columnValues(key, changes[key], resolve);
    if (!values) continue;
    const differs = Object.entries(values).some(([column, value]) => (row[column] ?? null) !== value);
    if (differs) differing.set(key, values);
  }
  return differing;
}

interface Target {
  brandId: string;
  productId: string;
  variantId: string | null;
}

/** Writes columns of a product or of one variant; environment has a row of its own at the product. */
export async function writeColumns(
  client: Queryable,
  target: Target,
  differing: ReadonlyMap<FieldKey, Record<string, string | null>>,
): Promise<void> {
  const own: Record<string, string | null> = {};
  const environment: Record<string, string | null> = {};
  for (const [key, values] of differing) {
    const apart = target.variantId === null && fieldDefinition(key).table === "product_environment";
    Object.assign(apart ? environment : own, values);
  }
  const table: Table = target.variantId === null ? "products" : "product_variants";
  if (Object.keys(own).length > 0) await update(client, table, { target, values: own });
  if (Object.keys(environment).length > 0) {
    await client.query(
      "insert into product_environment (brand_id, product_id) values ($1, $2) on conflict do nothing",
      [target.brandId, target.productId],
    );
    await update(client, "product_environment", { target, values: environment });
  }
}

/** Column names are the field registry's. */
async function update(
  client: Queryable,
  table: Table,
  { target, values }: { target: Target; values: Record<string, string | null> },
): Promise<void> {
  const columns = Object.keys(values);
  const set = columns.map((column, index) => `${column} = $${index + 3}`).join(", ");
  const key = table === "product_environment" ? "product_id" : "id";
  await client
    .query(`update ${table} set ${set}, updated_at = now() where brand_id = $1 and ${key} = $2`, [
      target.brandId,
      target.variantId ?? target.productId,
      ...Object.values(values),
    ])
    .catch(translate);
}

const TAKEN: Record<string, string> = {
  products_identifier_unique: "product.identifier",
  product_variants_sku_unique: "variant.sku",
  product_variants_barcode_unique: "variant.barcode",
};

/** A code that somebody else carries already, told as one. */
export function translate(error: unknown): never {
  const field = TAKEN[constraintOf(error)];
  if (sqlState(error) === "23503") {
    throw new AppError({
      code: "bad_request",
      message: "The category does not exist.",
      hint: "Choose one of the list.",
      fields: { "changes.product.category": "There is no such category." },
    });
  }
  if (sqlState(error) !== "23505" || !field) throw error;
  throw new AppError({
    code: "conflict",
    message: `Another ${field.startsWith("variant") ? "variant" : "product"} of the brand has this ${fieldDefinition(field as FieldKey).label} already.`,
    hint: "Each may be used once: use another, or change the other one first.",
    fields: { [field]: "It is taken." },
    cause: error,
  });
}

function constraintOf(error: unknown): string {
  return error instanceof Error && "constraint" in error ? String(error.constraint) : "";
}
