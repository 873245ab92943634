import { descriptionHtml } from "./description.ts";
import type { CatalogProduct, CatalogVariant } from "./product.ts";

/** Where the demo shop keeps what Shopify has no field for. */
export const METAFIELDS = {
  season: "custom.season",
  gender: "custom.gender",
  manufacturer: "custom.manufacturer",
  materials: "custom.composition",
  journey: "custom.supply_chain",
  carbon: "custom.carbon_kg_co2e",
  water: "custom.water_liters",
  ecoClaims: "custom.eco_claims",
} as const;
export type MetafieldName = keyof typeof METAFIELDS;

export const SHOP_DOMAIN = "lund-and-alder.myshopify.com";
export const CURRENCY = "EUR";
export const STORE_URL = "https://www.lund-and-alder.example";

export function productGid(id: number): string {
  return `gid://shopify/Product/${id}`;
}

export function variantGid(id: number): string {
  return `gid://shopify/ProductVariant/${id}`;
}

/** Metafield values as Shopify gives them: always text, lists and objects as JSON. */
export function metafieldValues(product: CatalogProduct): Record<MetafieldName, string> {
  return {
    season: product.season,
    gender: product.gender,
    manufacturer: product.manufacturer,
    materials: compositionOf(product),
    journey: JSON.stringify(product.journey),
    carbon: product.carbon,
    water: product.water,
    ecoClaims: JSON.stringify([product.claim]),
  };
}

/** A quarter of the shop's products still has the older form, a line of text. */
function compositionOf(product: CatalogProduct): string {
  if (product.index % 4 !== 3) return JSON.stringify(product.materials);
  return product.materials.map(({ material, percentage }) => `${percentage}% ${material}`).join(", ");
}

export function imageUrl(product: CatalogProduct): string {
  return `https://cdn.shopify.com/s/files/1/0612/3456/7890/files/${product.handle}.jpg?v=${1_700_000_000 + product.index}`;
}

/** A product's line of a bulk export, fields in the order in which the connector asks for them. */
export function productLine(seed: number, product: CatalogProduct): string {
  const values = metafieldValues(product);
  return JSON.stringify({
    id: productGid(product.id),
    handle: product.handle,
    title: product.title,
    descriptionHtml: descriptionHtml(seed, product),
    vendor: product.vendor,
    productType: product.garment.type,
    category: { fullName: product.garment.taxonomy },
    tags: product.tags,
    status: product.status,
    updatedAt: product.updatedAt,
    onlineStoreUrl: product.status === "ACTIVE" ? `${STORE_URL}/products/${product.handle}` : null,
    featuredMedia: { preview: { image: { url: imageUrl(product) } } },
    priceRangeV2: { minVariantPrice: { amount: lowestPrice(product), currencyCode: CURRENCY } },
    metafield_season: { value: values.season },
    metafield_gender: { value: values.gender },
    metafield_manufacturer: { value: values.manufacturer },
    metafield_materials: { value: values.materials },
    metafield_journey: { value: values.journey },
    metafield_carbon: { value: values.carbon },
    metafield_water: { value: values.water },
    metafield_ecoClaims: { value: values.ecoClaims },
  });
}

/** Shopify writes amounts of money without closing zeros: "49.0", "56.95". */
function lowestPrice(product: CatalogProduct): string {
  const lowest = Math.min(...product.variants.map(({ price }) => Number(price)));
  return Number.isInteger(lowest) ? lowest.toFixed(1) : String(lowest);
}

/** A variant's line: it names its product, from which it may stand far away. */
export function variantLine(product: CatalogProduct, variant: CatalogVariant): string {
  return JSON.stringify({
    id: variantGid(variant.id),
    sku: variant.sku,
    barcode: variant.barcode,
    price: variant.price,
    position: variant.position,
    selectedOptions: variant.options,
    inventoryItem: { measurement: { weight: { value: variant.weight.value, unit: variant.weight.unit } } },
    __parentId: productGid(product.id),
  });
}
