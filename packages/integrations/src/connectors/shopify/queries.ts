import type { ShopifyConfig } from "./config.ts";
import { METAFIELD_PREFIX } from "./raw.ts";

/** What a check asks: who the shop is, and what the token may see. */
export const SHOP_QUERY = `query Shop {
  shop { id name currencyCode myshopifyDomain enabledPresentmentCurrencies }
  productsCount(limit: null) { count }
}`;

export const COUNT_QUERY = `query ChangedCount($query: String) {
  productsCount(query: $query, limit: null) { count }
}`;

const OPERATION = "id status errorCode createdAt objectCount rootObjectCount fileSize url partialDataUrl";

export const RUN_BULK_MUTATION = `mutation RunBulk($query: String!) {
  bulkOperationRunQuery(query: $query) {
    bulkOperation { ${OPERATION} }
    userErrors { code field message }
  }
}`;

export const BULK_STATUS_QUERY = `query BulkStatus($id: ID!) {
  node(id: $id) { ... on BulkOperation { ${OPERATION} } }
}`;

export const CANCEL_BULK_MUTATION = `mutation CancelBulk($id: ID!) {
  bulkOperationCancel(id: $id) { bulkOperation { id status } userErrors { field message } }
}`;

function variantFields({ market, variantImages }: ShopifyConfig): string {
  const fields = [
    "id sku barcode price position",
    "selectedOptions { name value }",
    "inventoryItem { measurement { weight { value unit } } }",
  ];
  if (variantImages) fields.push("image { url }");
  if (market !== null)
    fields.push(
      `contextualPricing(context: { country: ${market.country} }) { price { amount currencyCode } }`,
    );
  return fields.join("\n        ");
}

/** The same fields in both ways of reading, in the same order. */
function productFields(config: ShopifyConfig): string {
  return `id handle title descriptionHtml vendor productType
    category { fullName }
    tags status updatedAt onlineStoreUrl
    featuredMedia { preview { image { url } } }
    priceRangeV2 { minVariantPrice { amount currencyCode } }
    options { name optionValues { name swatch { color } } }
    ${metafieldSelections(config)}`;
}

function metafieldSelections({ metafields, groupBy }: ShopifyConfig): string {
  const groupKey = groupBy === "id" ? null : groupBy;
  return Object.entries({ ...metafields, groupKey })
    .flatMap(([name, path]) => {
      if (path === null) return [];
      const dot = path.lastIndexOf(".");
      const [namespace, key] = [JSON.stringify(path.slice(0, dot)), JSON.stringify(path.slice(dot + 1))];
      return [`${METAFIELD_PREFIX}${name}: metafield(namespace: ${namespace}, key: ${key}) { value }`];
    })
    .join("\n    ");
}

/** A bulk export of products with their variants; children one level deep name their product. */
export function bulkQuery(config: ShopifyConfig, filter: string | null): string {
  const argument = filter === null ? "" : `(query: ${JSON.stringify(filter)})`;
  return `{
  products${argument} {
    edges { node {
    ${productFields(config)}
      variants { edges { node {
        ${variantFields(config)}
      } } }
    } }
  }
}`;
}

/** Variants that come along with a page's product; more are asked for product by product. */
export const VARIANTS_IN_PAGE = 10;
export const VARIANTS_PER_REQUEST = 100;

/** Products by the time of their last change. */
export function changedProductsQuery(config: ShopifyConfig): string {
  return `query ChangedProducts($first: Int!, $after: String, $query: String) {
  products(first: $first, after: $after, query: $query, sortKey: UPDATED_AT) {
    pageInfo { hasNextPage endCursor }
    nodes {
    ${productFields(config)}
      variants(first: ${VARIANTS_IN_PAGE}) {
        pageInfo { hasNextPage endCursor }
        nodes {
        ${variantFields(config)}
        }
      }
    }
  }
}`;
}

/** The variants that did not come along with their product. */
export function moreVariantsQuery(config: ShopifyConfig): string {
  return `query MoreVariants($id: ID!, $after: String!) {
  product(id: $id) {
    variants(first: ${VARIANTS_PER_REQUEST}, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes {
        ${variantFields(config)}
      }
    }
  }
}`;
}

/** What metafields refer to; null where it is gone, or no metaobject. */
export const METAOBJECTS_QUERY = `query Metaobjects($ids: [ID!]!) {
  nodes(ids: $ids) { ... on Metaobject { id displayName fields { key type value } } }
}`;

/** Options of the products that were changed last, to see what the shop calls them. */
export const OPTIONS_QUERY = `query Options($first: Int!) {
  products(first: $first, sortKey: UPDATED_AT, reverse: true) { nodes { options { name values } } }
}`;

/** Shopify's search syntax for "changed at or after". */
export function changedSince(since: string): string {
  return `updated_at:>='${since}'`;
}
