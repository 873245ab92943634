import { type FieldKey, fieldDefinition } from "@v1/core";
import { columnFields, type FieldSql } from "./field-sql.ts";

/**
 * What a chunk asserts and what of that its connection may write. The SQL is generated for exactly
 * these fields: an absent field costs nothing, and a field that is not owned is never written.
 */
export interface ChunkShape {
  /** Fields asserted by at least one product, by at least one variant. */
  product: readonly FieldKey[];
  variant: readonly FieldKey[];
  /** Fields that the connection owns for the brand. */
  owned: ReadonlySet<FieldKey>;
  /** Collections of which a record carries all there is. */
  complete: ReadonlySet<FieldKey>;
  /** Fields that an observed null clears. */
  clear: ReadonlySet<FieldKey>;
}

export interface SideFields {
  /** All asserted fields with columns. */
  all: FieldSql[];
  /** Those that the connection may write. */
  owned: FieldSql[];
  /** Those that it merely observes. */
  observed: FieldSql[];
}

function side(keys: readonly FieldKey[], owned: ReadonlySet<FieldKey>): SideFields {
  const all = columnFields(keys).filter((field) => field.definition.type.kind !== "identity");
  return {
    all,
    owned: all.filter((field) => owned.has(field.key)),
    observed: all.filter((field) => !owned.has(field.key)),
  };
}

export function productSide(shape: ChunkShape): SideFields {
  return side(shape.product, shape.owned);
}

export function variantSide(shape: ChunkShape): SideFields {
  return side(shape.variant, shape.owned);
}

export function ownsVariantField(shape: ChunkShape, key: FieldKey): boolean {
  return shape.variant.includes(key) && shape.owned.has(key);
}

const SEEDED: ReadonlySet<FieldKey> = new Set([
  "variant.sku",
  "variant.barcode",
  "variant.color",
  "variant.size",
  "variant.option",
]);

/** What tells variants apart: a new one carries it, whoever owns it, so that its owner finds the variant. */
export function seededVariantFields(shape: ChunkShape): FieldSql[] {
  return variantSide(shape).observed.filter((field) => SEEDED.has(field.key));
}

/** Fields whose product-level value a variant may override. */
export function isOverridable(key: FieldKey): boolean {
  return fieldDefinition(key).level === "PV";
}

export function mayClear(shape: ChunkShape, field: FieldSql): boolean {
  return shape.clear.has(field.key) && !field.definition.required;
}

/** True where fields are asserted that somebody else owns, so that a disagreement is possible at all. */
export function observesOthers(shape: ChunkShape): boolean {
  const columns = productSide(shape).observed.length + variantSide(shape).observed.length;
  const lists = [...shape.product, ...shape.variant].some(
    (key) => !shape.owned.has(key) && key !== "product.identifier",
  );
  return columns > 0 || lists;
}
