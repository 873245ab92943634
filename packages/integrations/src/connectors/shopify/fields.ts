import type { FieldKey } from "@v1/core";
import type { SourceOption } from "../../kit/connector.ts";

const option = (path: string, label: string): SourceOption[] => [{ path, label }];
const metafield = (name: string, label: string): SourceOption[] => option(`metafields.${name}`, label);

/** What this connector can supply, and where Shopify keeps it. */
export const SHOPIFY_FIELDS: Partial<Record<FieldKey, SourceOption[]>> = {
  "product.identifier": option("handle", "Handle"),
  "product.name": option("title", "Title"),
  "product.description": option("descriptionHtml", "Description"),
  "product.image": option("featuredMedia", "First image"),
  "product.category": option("productType", "Product type, else Shopify's category"),
  "product.season": metafield("season", "Season metafield"),
  "product.manufacturer": metafield("manufacturer", "Manufacturer metafield, else the vendor"),
  "product.gender": metafield("gender", "Gender metafield"),
  "product.price": option("variants.price", "Price; the lowest on the product"),
  "product.weight": option("variants.inventoryItem.measurement.weight", "Weight"),
  "product.webshopUrl": option("onlineStoreUrl", "Address in the online store"),
  "product.salesStatus": option("status", "Status"),
  "product.materials": metafield("materials", "Composition metafield"),
  "product.journey": metafield("journey", "Supply chain metafield"),
  "product.ecoClaims": metafield("ecoClaims", "Claims metafield"),
  "product.tags": option("tags", "Tags"),
  "product.carbon": metafield("carbon", "Carbon metafield, kg CO2e"),
  "product.water": metafield("water", "Water metafield, litres"),
  "variant.color": option("selectedOptions.color", "Option “Color”, in the usual languages"),
  "variant.size": option("selectedOptions.size", "Option “Size”, in the usual languages"),
  "variant.option": option("selectedOptions.other", "Any other option"),
  "variant.sku": option("variants.sku", "SKU"),
  "variant.barcode": option("variants.barcode", "Barcode"),
};
