import {
  type FieldKey,
  InvalidValue,
  type MappedVariant,
  type Money,
  type Normalised,
  normaliseGtin,
  normaliseMoney,
  normaliseQuantity,
  normaliseText,
  type ObservedProduct,
  type ObservedVariant,
  type Quantity,
} from "@v1/core";
import type { Issues } from "../../kit/issues.ts";
import type { ShopifyProduct, ShopifyVariant } from "./raw.ts";
import { variantOptions } from "./variant-options.ts";

interface Measured {
  price: Money | null | undefined;
  weight: Quantity | null | undefined;
}

/**
 * Variants, with the product's price (its lowest) and weight (its first variant's) put on the
 * product. A variant asserts its own only where it differs; else it says that it inherits.
 */
export function mapVariants(
  product: ShopifyProduct,
  observed: ObservedProduct,
  issues: Issues,
): MappedVariant[] {
  const measured = product.variants.map((variant) => measure(product, variant, issues));
  const price = lowestPrice(measured);
  const weight = measured.find((each) => each.weight)?.weight ?? null;
  observed["product.price"] = price;
  observed["product.weight"] = weight;
  return product.variants.map((variant, at) => {
    const own = observedVariant(variant, issues);
    const { price: ownPrice, weight: ownWeight } = measured[at] ?? { price: null, weight: null };
    const inherit: FieldKey[] = [];
    if (ownPrice && !sameMoney(ownPrice, price)) own["product.price"] = ownPrice;
    else if (ownPrice !== undefined) inherit.push("product.price");
    if (ownWeight && !sameQuantity(ownWeight, weight)) own["product.weight"] = ownWeight;
    else if (ownWeight !== undefined) inherit.push("product.weight");
    if (inherit.length > 0) own.$inherit = inherit;
    return { externalId: variant.id, observed: own };
  });
}

function measure(product: ShopifyProduct, variant: ShopifyVariant, issues: Issues): Measured {
  const price = normaliseMoney(variant.price, product.currency);
  const weight = weightOf(variant);
  return {
    price: issues.take("product.price", price, { source: variant.price, variant: variant.id }),
    weight: issues.take("product.weight", weight, { source: variant.weight, variant: variant.id }),
  };
}

/** Shopify says 0 where nobody has entered a weight. */
function weightOf({ weight }: ShopifyVariant): Normalised<Quantity> {
  return weight === null || weight.value === 0 ? null : normaliseQuantity(weight.value, weight.unit);
}

function observedVariant(variant: ShopifyVariant, issues: Issues): ObservedVariant {
  const observed: ObservedVariant = {};
  const options = variantOptions(variant);
  const at = { source: variant.options, variant: variant.id };
  if (options.color !== undefined)
    observed["variant.color"] = issues.take("variant.color", options.color, at);
  if (options.size !== undefined) observed["variant.size"] = issues.take("variant.size", options.size, at);
  if (options.option !== undefined)
    observed["variant.option"] = issues.take("variant.option", options.option, at);
  const sku = normaliseText(variant.sku);
  observed["variant.sku"] = issues.take("variant.sku", sku, { source: variant.sku, variant: variant.id });
  const barcode = barcodeOf(variant.barcode);
  observed["variant.barcode"] = issues.take("variant.barcode", barcode, {
    source: variant.barcode,
    variant: variant.id,
  });
  return observed;
}

/** A valid GTIN without its spaces; any other code as it is. */
function barcodeOf(value: string | null): Normalised<string> {
  const gtin = normaliseGtin(value);
  return gtin instanceof InvalidValue ? normaliseText(value) : gtin;
}

function lowestPrice(measured: readonly Measured[]): Money | null {
  let lowest: Money | null = null;
  for (const { price } of measured) {
    if (price && (lowest === null || Number(price.amount) < Number(lowest.amount))) lowest = price;
  }
  return lowest;
}

function sameMoney(a: Money, b: Money | null): boolean {
  return b !== null && a.amount === b.amount && a.currency === b.currency;
}

function sameQuantity(a: Quantity, b: Quantity | null): boolean {
  return b !== null && a.value === b.value && a.unit === b.unit;
}
