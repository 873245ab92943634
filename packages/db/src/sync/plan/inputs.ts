import { type FieldKey, fieldDefinition } from "@v1/core";
import { columnFields, type FieldSql } from "../field-sql.ts";
import type { ChunkShape } from "../shape.ts";

/** A refused value becomes an absent one, so its presence is a column of its own. */
export const REFUSABLE: ReadonlySet<FieldKey> = new Set(["variant.sku", "variant.barcode"]);

function typedColumns(fields: FieldSql[]): string {
  return fields
    .flatMap((field) => [
      ...(REFUSABLE.has(field.key) ? [`s.observed ? '${field.key}' as ${field.id}_has`] : []),
      ...field.typed.map(([name, expression]) => `${expression} as ${name}`),
    ])
    .map((column) => `,\n  ${column}`)
    .join("");
}

/** Collections as they are asserted; `plan/collections.ts` takes them apart. */
function listColumns(shape: ChunkShape): string {
  return shape.product
    .filter((key) => fieldDefinition(key).columns.length === 0)
    .map((key) => `,\n  s.observed->'${key}' as ${listColumn(key)}`)
    .join("");
}

/** Name of the column of `in_products` that holds a collection's list. */
export function listColumn(key: FieldKey): string {
  return `${key.replace(".", "_").toLowerCase()}_list`;
}

/**
 * Typed product assertions of one staged chunk; everything after this reads typed columns. Rows are
 * not compressed up to a page, as in staging: an observation is read many times and dropped soon.
 */
export function inputProducts(shape: ChunkShape): string {
  const keys = new Set(shape.product).add("product.identifier").add("product.name");
  return `
create temp table in_products with (toast_tuple_target = 8160) on commit drop as
select s.ordinal, s.external_id, s.new_id, s.upid, s.group_key, s.source_updated_at, s.content_hash,
  s.variants_complete, s.clean, s.observed${typedColumns(columnFields([...keys]))}${listColumns(shape)}
from staging_products s
where s.brand_id = :brand and s.batch_id = :batch and s.chunk = :chunk`;
}

/** Typed variant assertions of one staged chunk. */
export function inputVariants(shape: ChunkShape): string {
  const keys = new Set(shape.variant).add("variant.sku").add("variant.barcode");
  return `
create temp table in_variants on commit drop as
select s.product_ordinal as ordinal, s.position, s.external_id, s.new_id, s.upid, s.observed${typedColumns(columnFields([...keys]))}
from staging_product_variants s
where s.brand_id = :brand and s.batch_id = :batch and s.chunk = :chunk`;
}

/** The same of rows that stand already; a product of which only variants are asserted is there, empty. */
export function restatedProducts(shape: ChunkShape): string {
  const keys = new Set(shape.product).add("product.identifier").add("product.name");
  return `
create temp table in_products with (toast_tuple_target = 8160) on commit drop as
select s.ordinal, s.product_id, s.external_id, s.observed${typedColumns(columnFields([...keys]))}${listColumns(shape)}
from (
  select distinct on (ordinal) ordinal, product_id, external_id,
    case when variant_id is null then observed else '{}' end as observed
  from r_assertions order by ordinal, variant_id nulls first
) s`;
}

export function restatedVariants(shape: ChunkShape): string {
  const keys = new Set(shape.variant).add("variant.sku").add("variant.barcode");
  return `
create temp table in_variants on commit drop as
select s.ordinal, s.position, s.product_id, s.variant_id, s.external_id, null::uuid as new_id, s.observed${typedColumns(columnFields([...keys]))}
from r_assertions s where s.variant_id is not null`;
}

/** Row counts steer the planner; the wide columns are left out because they are never compared. */
export const analyzeInputs = `
analyze in_products (ordinal, external_id);
analyze in_variants (ordinal, position, external_id)`;
