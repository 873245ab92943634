import { CURRENCY, productGid, STORE_URL, variantGid } from "../catalog/index.ts";
import { arrayConnection, type PageArguments } from "./connection.ts";
import { marketPrice, moneyView } from "./markets.ts";
import type { StoreMetafield, StoreMetaobject, StoreProduct, StoreVariant } from "./store-product.ts";

/** What a request's resolvers know: whether connections need a page size, as they do outside of bulk. */
export interface ViewContext {
  unlimited: boolean;
}

/** A product as GraphQL's default resolver reads it: fields as properties, arguments as methods. */
export function productView(product: StoreProduct) {
  const id = productGid(product.id);
  return {
    __typename: "Product",
    id,
    legacyResourceId: String(product.id),
    handle: product.handle,
    title: product.title,
    descriptionHtml: product.descriptionHtml,
    vendor: product.vendor,
    productType: product.productType,
    tags: product.tags,
    status: product.status,
    createdAt: product.createdAt,
    updatedAt: product.updatedAt,
    hasOnlyDefaultVariant: product.variants.length === 1,
    onlineStoreUrl: product.status === "ACTIVE" ? `${STORE_URL}/products/${product.handle}` : null,
    category: () => categoryView(product.category),
    description: (args: { truncateAt?: number | null }) =>
      plainText(product.descriptionHtml).slice(0, args.truncateAt ?? undefined),
    featuredMedia: () => mediaView(product),
    media: (args: PageArguments, { unlimited }: ViewContext) => {
      const media = mediaView(product);
      return arrayConnection(media ? [media] : [], args, unlimited);
    },
    metafield: (args: MetafieldArguments) => metafieldView(product, args),
    metafields: (args: MetafieldsArguments, { unlimited }: ViewContext) =>
      arrayConnection(metafieldViews(product, args), args, unlimited),
    options: (args: { first?: number | null }) => optionViews(product).slice(0, args.first ?? undefined),
    priceRangeV2: () => priceRange(product),
    variants: (args: PageArguments, { unlimited }: ViewContext) =>
      arrayConnection(
        product.variants.map((variant) => variantView(product, variant)),
        args,
        unlimited,
      ),
    variantsCount: { count: product.variants.length, precision: "EXACT" },
  };
}

export function variantView(product: StoreProduct, variant: StoreVariant) {
  const title = variant.options.map(({ value }) => value).join(" / ");
  return {
    __typename: "ProductVariant",
    id: variantGid(variant.id),
    legacyResourceId: String(variant.id),
    title,
    displayName: `${product.title} - ${title}`,
    sku: variant.sku,
    barcode: variant.barcode,
    price: variant.price,
    compareAtPrice: null,
    contextualPricing: ({ context }: { context: { country?: string | null } }) => ({
      price: marketPrice(variant.price, context.country ?? null),
    }),
    image: variant.imageUrl ? { id: null, altText: title, url: variant.imageUrl } : null,
    position: variant.position,
    createdAt: product.createdAt,
    updatedAt: product.updatedAt,
    selectedOptions: variant.options,
    inventoryItem: {
      __typename: "InventoryItem",
      id: `gid://shopify/InventoryItem/${variant.id + 1}`,
      sku: variant.sku,
      measurement: { weight: variant.weight },
    },
    metafield: () => null,
    metafields: (args: PageArguments, { unlimited }: ViewContext) => arrayConnection([], args, unlimited),
    product: () => productView(product),
  };
}

function categoryView(path: string | null) {
  if (path === null) return null;
  const name = path.split(" > ").at(-1);
  return {
    __typename: "TaxonomyCategory",
    id: `gid://shopify/TaxonomyCategory/${slug(path)}`,
    name,
    fullName: path,
  };
}

function mediaView(product: StoreProduct) {
  if (product.imageUrl === null) return null;
  const image = {
    id: `gid://shopify/ImageSource/${product.id + 3}`,
    url: product.imageUrl,
    altText: product.title,
  };
  return {
    __typename: "MediaImage",
    id: `gid://shopify/MediaImage/${product.id + 2}`,
    alt: product.title,
    mediaContentType: "IMAGE",
    status: "READY",
    image,
    preview: { image },
  };
}

interface MetafieldArguments {
  namespace?: string | null;
  key: string;
}

interface MetafieldsArguments extends PageArguments {
  namespace?: string | null;
  keys?: string[] | null;
}

function metafieldView(product: StoreProduct, { namespace, key }: MetafieldArguments) {
  const found = product.metafields.find(
    (each) => each.key === key && each.namespace === (namespace ?? "custom"),
  );
  return found ? viewOfMetafield(product, found) : null;
}

function metafieldViews(product: StoreProduct, { namespace, keys }: MetafieldsArguments) {
  return product.metafields
    .filter((each) => !namespace || each.namespace === namespace)
    .filter((each) => !keys || keys.includes(`${each.namespace}.${each.key}`) || keys.includes(each.key))
    .map((each) => viewOfMetafield(product, each));
}

function viewOfMetafield(product: StoreProduct, metafield: StoreMetafield) {
  const legacyId = product.id * 16 + product.metafields.indexOf(metafield);
  return {
    __typename: "Metafield",
    ...metafield,
    id: `gid://shopify/Metafield/${legacyId}`,
    legacyResourceId: String(legacyId),
    jsonValue: () =>
      metafield.type === "json" || metafield.type.startsWith("list.")
        ? JSON.parse(metafield.value)
        : metafield.value,
  };
}

export function metaobjectView(metaobject: StoreMetaobject) {
  const fields = metaobject.fields.map((field) => ({ ...field, jsonValue: () => field.value }));
  return {
    __typename: "Metaobject",
    ...metaobject,
    id: metaobjectGid(metaobject.id),
    handle: slug(metaobject.displayName),
    fields,
    field: ({ key }: { key: string }) => fields.find((field) => field.key === key) ?? null,
  };
}

export function metaobjectGid(id: number): string {
  return `gid://shopify/Metaobject/${id}`;
}

function optionViews(product: StoreProduct) {
  const values = new Map<string, Set<string>>();
  for (const { options } of product.variants) {
    for (const { name, value } of options) values.set(name, (values.get(name) ?? new Set()).add(value));
  }
  return [...values].map(([name, found], at) => ({
    __typename: "ProductOption",
    id: `gid://shopify/ProductOption/${product.id + 10 + at}`,
    name,
    position: at + 1,
    values: [...found],
    optionValues: [...found].map((value, place) => ({
      __typename: "ProductOptionValue",
      id: `gid://shopify/ProductOptionValue/${product.id * 16 + at * 64 + place}`,
      name: value,
      hasVariants: true,
      swatch: product.swatches?.[value] ? { color: product.swatches[value] } : null,
    })),
  }));
}

function priceRange(product: StoreProduct) {
  const prices = product.variants.map(({ price }) => Number(price));
  return {
    minVariantPrice: moneyView(Math.min(...prices), CURRENCY),
    maxVariantPrice: moneyView(Math.max(...prices), CURRENCY),
  };
}

function plainText(html: string): string {
  return html
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/\s+/g, " ")
    .trim();
}

function slug(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
}
