import { type MappedProduct, type Material, normaliseName, normaliseText, type Reference } from "@v1/core";
import type { MappableField } from "../targets.ts";

/** What a brand says that a file's names mean: field and normalised name → the name of its own. */
export type Meanings = ReadonlyMap<string, string>;

export function meaningKey(field: MappableField, name: string): string {
  return `${field}\n${normaliseName(name)}`;
}

/** Names that a product uses and a brand may map, each once. */
export function namesUsed(product: MappedProduct): { field: MappableField; name: string }[] {
  const used = new Map<string, { field: MappableField; name: string }>();
  const use = (field: MappableField, name: string | null | undefined) => {
    if (name) used.set(meaningKey(field, name), { field, name });
  };
  use("product.category", product.observed["product.category"]);
  for (const { name } of product.observed["product.materials"] ?? []) use("product.materials", name);
  for (const { observed } of product.variants) {
    use("variant.color", nameOf(observed["variant.color"]));
    use("variant.size", nameOf(observed["variant.size"]));
    for (const { name } of observed["product.materials"] ?? []) use("product.materials", name);
  }
  return [...used.values()];
}

/**
 * The product with the brand's own names in place of the file's. Categories are left alone: the plan
 * maps them itself, whatever their source.
 */
export function withMeanings(product: MappedProduct, meanings: Meanings): MappedProduct {
  if (meanings.size === 0) return product;
  const means = (field: MappableField, name: string) => {
    const meant = normaliseText(meanings.get(meaningKey(field, name)));
    return typeof meant === "string" ? meant : undefined;
  };
  const materials = (list: Material[] | null | undefined) =>
    list?.map((material) => ({
      ...material,
      name: means("product.materials", material.name) ?? material.name,
    }));
  const reference = (field: MappableField, value: Reference | null | undefined) => {
    const name = nameOf(value);
    return name ? (means(field, name) ?? value) : value;
  };
  const observed = { ...product.observed };
  if (observed["product.materials"]) observed["product.materials"] = materials(observed["product.materials"]);
  const variants = product.variants.map((variant) => {
    const own = { ...variant.observed };
    if (own["variant.color"]) own["variant.color"] = reference("variant.color", own["variant.color"]);
    if (own["variant.size"]) own["variant.size"] = reference("variant.size", own["variant.size"]);
    if (own["product.materials"]) own["product.materials"] = materials(own["product.materials"]);
    return { ...variant, observed: own };
  });
  return { ...product, observed, variants };
}

function nameOf(value: Reference | null | undefined): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === "string" ? value : value.name;
}
