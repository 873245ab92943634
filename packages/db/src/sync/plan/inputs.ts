import { columnFields, type FieldSql } from "../field-sql.ts";
import { type ChunkShape, isOverridable } from "../shape.ts";

function typedColumns(fields: FieldSql[], inherits: boolean): string {
  return fields
    .flatMap((field) => [
      `s.observed ? '${field.key}' as ${field.id}_has`,
      ...(inherits && isOverridable(field.key)
        ? [`coalesce(s.observed->'$inherit' ? '${field.key}', false) as ${field.id}_inherit`]
        : []),
      ...field.typed.map(([name, expression]) => `${expression} as ${name}`),
    ])
    .map((column) => `,\n  ${column}`)
    .join("");
}

/** Typed product assertions of one staged chunk. Everything after this reads typed columns. */
export function inputProducts(shape: ChunkShape): string {
  const keys = new Set(shape.product).add("product.identifier").add("product.name");
  return `
create temp table in_products on commit drop as
select s.ordinal, s.external_id, s.new_id, s.upid, s.group_key, s.source_updated_at, s.content_hash,
  s.variants_complete, s.clean, s.observed${typedColumns(columnFields([...keys]), false)}
from staging_products s
where s.brand_id = :brand and s.batch_id = :batch and s.chunk = :chunk`;
}

/** Typed variant assertions of one staged chunk. */
export function inputVariants(shape: ChunkShape): string {
  const keys = new Set(shape.variant).add("variant.sku").add("variant.barcode");
  return `
create temp table in_variants on commit drop as
select s.product_ordinal as ordinal, s.position, s.external_id, s.new_id, s.upid, s.observed${typedColumns(columnFields([...keys]), true)}
from staging_product_variants s
where s.brand_id = :brand and s.batch_id = :batch and s.chunk = :chunk`;
}

/** Row counts steer the planner; the wide columns are left out because they are never compared. */
export const analyzeInputs = `
analyze in_products (ordinal, external_id);
analyze in_variants (ordinal, position, external_id)`;
