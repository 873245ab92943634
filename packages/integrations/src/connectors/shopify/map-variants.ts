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
  normaliseUrl,
  type ObservedProduct,
  type ObservedVariant,
  type Quantity,
} from "@v1/core";
import type { Issues } from "../../kit/issues.ts";
import type { MapSettings } from "./map-settings.ts";
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
  { product, settings }: Source,
  observed: ObservedProduct,
  issues: Issues,
): MappedVariant[] {
  const measured = measureAll({ product, settings }, issues);
  const price = lowestPrice(measured);
  const weight = measured.find((each) => each.weight)?.weight ?? null;
  if (price !== undefined) observed["product.price"] = price;
  observed["product.weight"] = weight;
  return product.variants.map((variant, at) => {
    const own = observedVariant({ variant, product, settings }, issues);
    const inherit = overrides(own, measured[at] ?? { price: null, weight: null }, { price, weight });
    const image = ownImage(variant, product, issues);
    if (image) own["product.image"] = image;
    else if (image === null) inherit.push("product.image");
    if (inherit.length > 0) own.$inherit = inherit;
    return { externalId: variant.id, observed: own };
  });
}

/** Puts on the variant what differs from its product; gives the fields that it inherits. */
function overrides(own: ObservedVariant, variant: Measured, product: Measured): FieldKey[] {
  const inherit: FieldKey[] = [];
  const { price, weight } = variant;
  if (price && !sameMoney(price, product.price)) own["product.price"] = price;
  else if (price !== undefined) inherit.push("product.price");
  if (weight && !sameQuantity(weight, product.weight)) own["product.weight"] = weight;
  else if (weight !== undefined) inherit.push("product.weight");
  return inherit;
}

interface Source {
  product: ShopifyProduct;
  settings: MapSettings;
}

/** Null where the variant shows the product's image; undefined where nothing is said. */
function ownImage(variant: ShopifyVariant, product: ShopifyProduct, issues: Issues) {
  if (variant.image === undefined) return undefined;
  if (variant.image === product.image) return null;
  const at = { source: variant.image, variant: variant.id };
  return issues.take("product.image", normaliseUrl(variant.image), at);
}

function measureAll({ product, settings: { market } }: Source, issues: Issues): Measured[] {
  const other =
    market && product.variants.find(({ currency, price }) => price && currency !== market.currency);
  if (market && other) {
    const source = `${other.price} ${other.currency}`;
    issues.note("product.price", otherCurrency(market, other.currency), { source, variant: other.id });
  }
  return product.variants.map((variant) => {
    const weight = weightOf(variant);
    return {
      price: other ? undefined : priceOf(variant, product, issues),
      weight: issues.take("product.weight", weight, { source: variant.weight, variant: variant.id }),
    };
  });
}

function priceOf(variant: ShopifyVariant, product: ShopifyProduct, issues: Issues) {
  const price = normaliseMoney(variant.price, variant.currency ?? product.currency);
  return issues.take("product.price", price, { source: variant.price, variant: variant.id });
}

/** Shopify answers in the shop's own currency where no market sells to the country. */
function otherCurrency(
  { country, currency }: { country: string; currency: string },
  found: string | null | undefined,
): InvalidValue {
  return new InvalidValue(
    `The shop's price for ${country} is in ${found ?? "no currency"}, not in ${currency}.`,
    `In Shopify, put ${country} into an active market that sells in ${currency}, or choose another market in the connection's settings.`,
  );
}

/** Shopify says 0 where nobody has entered a weight. */
function weightOf({ weight }: ShopifyVariant): Normalised<Quantity> {
  return weight === null || weight.value === 0 ? null : normaliseQuantity(weight.value, weight.unit);
}

function observedVariant(
  { variant, product, settings }: Source & { variant: ShopifyVariant },
  issues: Issues,
): ObservedVariant {
  const observed: ObservedVariant = {};
  const options = variantOptions(variant, settings.optionKinds, product.swatches);
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

/** Null where no variant has a price, undefined where none can be read. */
function lowestPrice(measured: readonly Measured[]): Money | null | undefined {
  let lowest: Money | null = null;
  for (const { price } of measured) {
    if (price && (lowest === null || Number(price.amount) < Number(lowest.amount))) lowest = price;
  }
  const unread = lowest === null && measured.some(({ price }) => price === undefined);
  return unread ? undefined : lowest;
}

function sameMoney(a: Money, b: Money | null | undefined): boolean {
  return !!b && a.amount === b.amount && a.currency === b.currency;
}

function sameQuantity(a: Quantity, b: Quantity | null | undefined): boolean {
  return !!b && a.value === b.value && a.unit === b.unit;
}
