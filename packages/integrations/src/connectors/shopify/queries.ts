import type { ShopifyConfig } from "./config.ts";
import { METAFIELD_PREFIX } from "./raw.ts";

/** What a check asks: who the shop is, and what the token may see. */
export const SHOP_QUERY = `query Shop {
  shop { id name currencyCode myshopifyDomain }
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

const VARIANT_FIELDS = `id sku barcode price position
        selectedOptions { name value }
        inventoryItem { measurement { weight { value unit } } }`;

/** The same fields in both ways of reading, in the same order. */
function productFields(config: ShopifyConfig): string {
  return `id handle title descriptionHtml vendor productType
    category { fullName }
    tags status updatedAt onlineStoreUrl
    featuredMedia { preview { image { url } } }
    priceRangeV2 { minVariantPrice { amount currencyCode } }
    ${metafieldSelections(config)}`;
}

function metafieldSelections({ metafields }: ShopifyConfig): string {
  return Object.entries(metafields)
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
        ${VARIANT_FIELDS}
      } } }
    } }
  }
}`;
}

/** Variants that come along with a page's product; more are asked for product by product. */
export const VARIANTS_IN_PAGE = 10;
export const VARIANTS_PER_REQUEST = 100;

/** Products by the time of their last change. A product costs some 70 of the 1,000 points of a query. */
export function changedProductsQuery(config: ShopifyConfig): string {
  return `query ChangedProducts($first: Int!, $after: String, $query: String) {
  products(first: $first, after: $after, query: $query, sortKey: UPDATED_AT) {
    pageInfo { hasNextPage endCursor }
    nodes {
    ${productFields(config)}
      variants(first: ${VARIANTS_IN_PAGE}) {
        pageInfo { hasNextPage endCursor }
        nodes {
        ${VARIANT_FIELDS}
        }
      }
    }
  }
}`;
}

export const MORE_VARIANTS_QUERY = `query MoreVariants($id: ID!, $after: String!) {
  product(id: $id) {
    variants(first: ${VARIANTS_PER_REQUEST}, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes {
        ${VARIANT_FIELDS}
      }
    }
  }
}`;

/** Shopify's search syntax for "changed at or after". */
export function changedSince(since: string): string {
  return `updated_at:>='${since}'`;
}
