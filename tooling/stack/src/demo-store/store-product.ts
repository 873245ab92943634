import {
  type CatalogProduct,
  descriptionHtml,
  generateProduct,
  imageUrl,
  METAFIELDS,
  type MetafieldName,
  metafieldValues,
} from "../catalog/index.ts";

/** A product as its merchant can edit it. */
export interface StoreProduct {
  id: number;
  handle: string;
  title: string;
  descriptionHtml: string;
  vendor: string;
  productType: string;
  category: string | null;
  tags: string[];
  status: "ACTIVE" | "ARCHIVED" | "DRAFT" | "UNLISTED";
  createdAt: string;
  updatedAt: string;
  imageUrl: string | null;
  metafields: StoreMetafield[];
  variants: StoreVariant[];
  /** Value of an option → colour of its swatch, as hex. */
  swatches?: Record<string, string>;
}

export interface StoreMetafield {
  namespace: string;
  key: string;
  type: string;
  value: string;
}

export interface StoreVariant {
  id: number;
  position: number;
  sku: string | null;
  barcode: string | null;
  price: string;
  weight: { value: number; unit: "GRAMS" | "KILOGRAMS" | "OUNCES" | "POUNDS" } | null;
  options: { name: string; value: string }[];
  /** Its own image, where the merchant has given it one. */
  imageUrl?: string | null;
}

/** An entry of the shop's own making that metafields can refer to. */
export interface StoreMetaobject {
  id: number;
  type: string;
  displayName: string;
  fields: { key: string; type: string; value: string | null }[];
  updatedAt: string;
}

const METAFIELD_TYPES: Readonly<Record<MetafieldName, string>> = {
  season: "single_line_text_field",
  gender: "single_line_text_field",
  manufacturer: "single_line_text_field",
  materials: "json",
  journey: "json",
  carbon: "number_decimal",
  water: "number_decimal",
  ecoClaims: "list.single_line_text_field",
};

export function generatedProduct(seed: number, index: number): StoreProduct {
  const product = generateProduct(seed, index);
  return {
    id: product.id,
    handle: product.handle,
    title: product.title,
    descriptionHtml: descriptionHtml(seed, product),
    vendor: product.vendor,
    productType: product.garment.type,
    category: product.garment.taxonomy,
    tags: product.tags,
    status: product.status,
    createdAt: product.createdAt,
    updatedAt: product.updatedAt,
    imageUrl: imageUrl(product),
    metafields: metafieldsOf(product),
    variants: product.variants,
  };
}

function metafieldsOf(product: CatalogProduct): StoreMetafield[] {
  const values = metafieldValues(product);
  return (Object.keys(METAFIELDS) as MetafieldName[]).map((name) => {
    const [namespace = "", key = ""] = METAFIELDS[name].split(".");
    const value = values[name];
    const isText = name === "materials" && !value.startsWith("[");
    return { namespace, key, value, type: isText ? "single_line_text_field" : METAFIELD_TYPES[name] };
  });
}
