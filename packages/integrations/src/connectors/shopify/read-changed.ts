import { z } from "zod";
import {
  PAGE_CHILDREN,
  type Page,
  type RawRecord,
  type ReadRequest,
  type ReadSummary,
} from "../../kit/connector.ts";
import type { ShopifyApi } from "./api.ts";
import { TooCostly } from "./errors.ts";
import { changedProductsQuery, changedSince, moreVariantsQuery } from "./queries.ts";
import { type ShopifyProduct, shopifyProduct } from "./raw.ts";
import { RequestSize } from "./request-size.ts";

const node = z.record(z.string(), z.unknown());
const pageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() });
const variantsSchema = z.object({ pageInfo, nodes: z.array(node) });
const productsSchema = z.object({
  products: z.object({
    pageInfo,
    nodes: z.array(node.and(z.object({ id: z.string(), variants: variantsSchema }))),
  }),
});
const moreSchema = z.object({ product: z.object({ variants: variantsSchema }).nullable() });

type ProductNode = z.infer<typeof productsSchema>["products"]["nodes"][number];

export interface ChangedRead {
  api: ShopifyApi;
  request: ReadRequest;
  since: string;
  total: number;
}

/**
 * Products changed since a time, oldest change first: one that changes meanwhile moves to the end
 * and is read again. Requests are small, so several make one page.
 */
export async function* readChanged(read: ChangedRead): AsyncGenerator<Page<ShopifyProduct>, ReadSummary> {
  const { api, request, since, total } = read;
  let { cursor, ordinal } = startOf(request);
  let records: RawRecord<ShopifyProduct>[] = [];
  const size = new RequestSize(request.pageSize);
  for (;;) {
    const products = await nextProducts(api, { after: cursor, query: changedSince(since) }, size);
    for (const product of products.nodes) {
      const raw = await wholeProduct(api, product);
      records.push({ externalId: raw.id, ordinal, raw });
      ordinal += 1;
    }
    cursor = products.pageInfo.endCursor ?? cursor;
    const isLast = !products.pageInfo.hasNextPage;
    const isFull = records.length + size.current > request.pageSize || childrenOf(records) >= PAGE_CHILDREN;
    if (records.length > 0 && (isLast || isFull)) {
      yield { records, position: { cursor, ordinal }, total };
      records = [];
    }
    if (isLast) break;
  }
  const summary: ReadSummary = { verified: true };
  if (api.firstAnswerAt !== undefined) summary.sourceTime = api.firstAnswerAt;
  return summary;
}

/** As many products as one request may cost; fewer, where Shopify finds that too many. */
async function nextProducts(
  api: ShopifyApi,
  variables: { after: string | null; query: string },
  size: RequestSize,
): Promise<z.infer<typeof productsSchema>["products"]> {
  const document = changedProductsQuery(api.config);
  for (;;) {
    try {
      const request = { document, variables: { ...variables, first: size.current }, points: size.points };
      const { products } = await api.query(request, productsSchema);
      size.learn(api.costOf(document), api.mostPoints);
      return products;
    } catch (error) {
      if (!(error instanceof TooCostly) || !size.halve()) throw error;
    }
  }
}

function childrenOf(records: RawRecord<ShopifyProduct>[]): number {
  return records.reduce((sum, { raw }) => sum + raw.variants.length, 0);
}

function startOf({ position }: ReadRequest): { cursor: string | null; ordinal: number } {
  const { cursor, ordinal } = position ?? {};
  if (typeof cursor === "string" && typeof ordinal === "number") return { cursor, ordinal };
  return { cursor: null, ordinal: 0 };
}

/** Up to 2,048 variants: what did not come along is asked for. Meanwhile the product may be deleted. */
async function wholeProduct(api: ShopifyApi, product: ProductNode): Promise<ShopifyProduct> {
  const variants = [...product.variants.nodes];
  let { hasNextPage, endCursor } = product.variants.pageInfo;
  while (hasNextPage && endCursor !== null) {
    const request = {
      document: moreVariantsQuery(api.config),
      variables: { id: product.id, after: endCursor },
    };
    const more = (await api.query(request, moreSchema)).product?.variants;
    if (!more) return { ...shopifyProduct(product, variants), partial: true };
    variants.push(...more.nodes);
    ({ hasNextPage, endCursor } = more.pageInfo);
  }
  return shopifyProduct(product, variants);
}
