import type { FieldKey } from "@v1/core";
import type { SourceOption } from "../../kit/connector.ts";
import type { ShopifyConfig } from "./config.ts";

const option = (path: string, label: string): SourceOption => ({ path, label });
const metafield = (name: keyof ShopifyConfig["metafields"], label: string): SourceOption =>
  option(`metafields.${name}`, label);

/** What this connector can supply, and where Shopify keeps it. */
export const SHOPIFY_FIELDS: Partial<Record<FieldKey, SourceOption[]>> = {
  "product.identifier": [option("handle", "Handle")],
  "product.name": [option("title", "Title")],
  "product.description": [
    option("descriptionHtml", "Description"),
    metafield("care", "Care metafield, behind the description"),
  ],
  "product.image": [option("featuredMedia", "First image"), option("variants.image", "A variant's image")],
  "product.category": [option("productType", "Product type, else Shopify's category")],
  "product.season": [metafield("season", "Season metafield")],
  "product.manufacturer": [metafield("manufacturer", "Manufacturer metafield"), option("vendor", "Vendor")],
  "product.gender": [metafield("gender", "Gender metafield")],
  "product.price": [
    option("variants.price", "Price; the lowest on the product"),
    option("variants.contextualPricing", "Price in a market"),
  ],
  "product.weight": [option("variants.inventoryItem.measurement.weight", "Weight")],
  "product.webshopUrl": [option("onlineStoreUrl", "Address in the online store")],
  "product.salesStatus": [option("status", "Status")],
  "product.materials": [
    metafield("materials", "Composition metafield or metaobjects"),
    metafield("origin", "Origin metafield, for materials that name no country"),
  ],
  "product.journey": [metafield("journey", "Supply chain metafield or metaobjects")],
  "product.ecoClaims": [
    metafield("ecoClaims", "Claims metafield"),
    metafield("certificates", "Certificates metafield or metaobjects"),
  ],
  "product.tags": [option("tags", "Tags")],
  "product.carbon": [metafield("carbon", "Carbon metafield, kg CO2e")],
  "product.water": [metafield("water", "Water metafield, litres")],
  "variant.color": [option("selectedOptions.color", "Option “Color”, in the usual languages or as named")],
  "variant.size": [option("selectedOptions.size", "Option “Size”, in the usual languages or as named")],
  "variant.option": [option("selectedOptions.other", "Any other option")],
  "variant.sku": [option("variants.sku", "SKU")],
  "variant.barcode": [option("variants.barcode", "Barcode")],
};

/** Where a key may lie that several products of one style share. */
export const SHOPIFY_GROUPS: readonly SourceOption[] = [
  option("id", "Product id: each product of its own"),
  option("metafield", "Metafield, such as a style number"),
];

/** Fields that come from metafields alone: without any of these, nothing is said about the field. */
const ONLY_METAFIELDS: Partial<Record<FieldKey, readonly (keyof ShopifyConfig["metafields"])[]>> = {
  "product.season": ["season"],
  "product.gender": ["gender"],
  "product.materials": ["materials"],
  "product.journey": ["journey"],
  "product.ecoClaims": ["ecoClaims", "certificates"],
  "product.carbon": ["carbon"],
  "product.water": ["water"],
};

/** Fields that a connection with these settings supplies. */
export function suppliedFields({ metafields }: ShopifyConfig): FieldKey[] {
  return (Object.keys(SHOPIFY_FIELDS) as FieldKey[]).filter((key) => {
    const sources = ONLY_METAFIELDS[key];
    return sources === undefined || sources.some((name) => metafields[name] !== null);
  });
}
