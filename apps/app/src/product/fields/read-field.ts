import type { FieldKey } from "@v1/core";
import type { JourneyValue, MaterialValue, Place, ValueSource, Variant } from "../types.ts";

type Read = (place: Place) => unknown;

/** Fields that a variant may have of its own: its row where there is one, else the product's. */
const row = ({ product, variant }: Place) => variant ?? product;

const money: Read = (place) => {
  const { price, currency } = row(place);
  return price === null ? null : { amount: price, currency: currency ?? "" };
};
const quantity: Read = (place) => {
  const { weight, weightUnit } = row(place);
  return weight === null ? null : { value: weight, unit: weightUnit ?? "kg" };
};
const materials = ({ product, variant }: Place): MaterialValue[] | null =>
  listed(product.materials, variant, ({ name, percentage, component, countryOfOrigin, recyclable }) => ({
    name,
    percentage: percentage === null ? null : plainNumber(percentage),
    component,
    country: countryOfOrigin,
    recyclable,
  }));
const journey = ({ product, variant }: Place): JourneyValue[] | null =>
  listed(product.journey, variant, ({ stepType, facility, countryCode, city }) => ({
    stepType,
    facility: { name: facility, country: countryCode, city },
  }));

function listed<T extends { variantId: string | null }, R>(
  rows: T[],
  variant: Variant | null,
  shape: (row: T) => R,
): R[] | null {
  const own = rows.filter(({ variantId }) => variantId === (variant?.id ?? null)).map(shape);
  return own.length > 0 ? own : null;
}

const ofVariant =
  (read: (variant: Variant) => unknown): Read =>
  ({ variant }) =>
    variant ? read(variant) : null;

const READERS: Record<FieldKey, Read> = {
  "product.identifier": ({ product }) => product.productIdentifier,
  "product.name": (place) => row(place).name,
  "product.description": (place) => row(place).description,
  "product.image": (place) => row(place).primaryImagePath,
  "product.category": ({ product }) => product.categoryId,
  "product.season": ({ product }) => product.season,
  "product.manufacturer": ({ product }) => product.manufacturer,
  "product.gender": ({ product }) => product.gender,
  "product.price": money,
  "product.weight": quantity,
  "product.webshopUrl": ({ product }) => product.webshopUrl,
  "product.salesStatus": ({ product }) => product.salesStatus,
  "product.gtin": ({ product }) => product.ean ?? product.gtin,
  "product.materials": materials,
  "product.journey": journey,
  "product.ecoClaims": ({ product }) => filled(product.ecoClaims.map(({ claim }) => claim)),
  "product.tags": ({ product }) => filled(product.tags.map(({ name }) => name)),
  "product.carbon": (place) => number(row(place).carbonKgCo2e),
  "product.water": (place) => number(row(place).waterLiters),
  "variant.color": ofVariant(({ color }) => color),
  "variant.size": ofVariant(({ size }) => size),
  "variant.option": ofVariant(({ optionName, optionValue }) =>
    optionValue === null ? null : { name: optionName ?? "", value: optionValue },
  ),
  "variant.sku": ofVariant(({ sku }) => sku),
  "variant.barcode": ofVariant(({ barcode }) => barcode),
};

/** A field's value as an edit would send it; null where there is none, or where a variant inherits. */
export function readField(key: FieldKey, place: Place): unknown {
  return READERS[key](place);
}

export function sourceOf(key: FieldKey, { product, variant }: Place): ValueSource | undefined {
  return variant ? product.values.variants[variant.id]?.[key] : product.values.product[key];
}

function filled<T>(values: T[]): T[] | null {
  return values.length > 0 ? values : null;
}

function number(text: string | null): string | null {
  return text === null ? null : plainNumber(text);
}

/** "60.00" as "60": what was typed, not how it is stored. */
export function plainNumber(text: string): string {
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}
