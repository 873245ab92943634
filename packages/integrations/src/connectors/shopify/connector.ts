import type { FieldIssue, MappedProduct } from "@v1/core";
import { z } from "zod";
import type {
  CheckResult,
  Connector,
  ConnectorContext,
  Page,
  RawRecord,
  ReadRequest,
  ReadSummary,
} from "../../kit/connector.ts";
import { ShopifyApi } from "./api.ts";
import { type ShopifyConfig, type ShopifySecrets, shopifyConfig, shopifySecrets } from "./config.ts";
import { SHOPIFY_FIELDS } from "./fields.ts";
import { mapProduct } from "./map-product.ts";
import { COUNT_QUERY, changedSince, SHOP_QUERY } from "./queries.ts";
import type { ShopifyProduct } from "./raw.ts";
import { readBulk } from "./read-bulk.ts";
import { readChanged } from "./read-changed.ts";

type Context = ConnectorContext<ShopifyConfig, ShopifySecrets>;

/** Above this a delta is exported in bulk: pages cost more points, and end at 25,000 objects. */
const MOST_PAGED = 200;

export const shopify: Connector<ShopifyConfig, ShopifySecrets, ShopifyProduct> = {
  slug: "shopify",
  name: "Shopify",
  mappingVersion: 1,
  configSchema: z.toJSONSchema(shopifyConfig, { io: "input" }),
  auth: { type: "api_key", fields: z.toJSONSchema(shopifySecrets, { io: "input" }) },
  fields: SHOPIFY_FIELDS,
  complete: ["product.tags", "product.materials", "product.journey", "product.ecoClaims"],
  streams: [{ name: "products", label: "Products and their variants", modes: ["full", "incremental"] }],
  // Shopify limits the points that queries cost, and says with each answer how many are left.
  rateLimits: [],
  check,
  read,
  count: (context, { mode, since }) =>
    changedCount(new ShopifyApi(context), mode === "full" || since === null ? "" : changedSince(since)),
  map,
};

const countSchema = z.object({ count: z.number() }).nullable();
const shopSchema = z.object({
  shop: z.object({ id: z.string(), name: z.string(), currencyCode: z.string(), myshopifyDomain: z.string() }),
  productsCount: countSchema,
});

async function check(context: Context): Promise<CheckResult> {
  const { shop, productsCount } = await new ShopifyApi(context).query({ document: SHOP_QUERY }, shopSchema);
  return {
    account: { id: shop.id, name: shop.name },
    products: productsCount?.count ?? null,
    currency: shop.currencyCode,
  };
}

async function* read(
  context: Context,
  request: ReadRequest,
): AsyncGenerator<Page<ShopifyProduct>, ReadSummary> {
  const api = new ShopifyApi(context);
  const bulk = { api, request, spillFolder: context.spillFolder, signal: context.signal };
  if (request.mode === "full" || request.since === null) return yield* readBulk({ ...bulk, filter: null });
  const filter = changedSince(request.since);
  const total = await changedCount(api, filter);
  const wasBulk = typeof request.position?.bulkOperationId === "string";
  if (wasBulk || (total > MOST_PAGED && request.position === null))
    return yield* readBulk({ ...bulk, filter });
  return yield* readChanged({ api, request, since: request.since, total });
}

async function changedCount(api: ShopifyApi, filter: string): Promise<number> {
  const schema = z.object({ productsCount: countSchema });
  const { productsCount } = await api.query({ document: COUNT_QUERY, variables: { query: filter } }, schema);
  return productsCount?.count ?? 0;
}

function map(record: RawRecord<ShopifyProduct>): MappedProduct | FieldIssue {
  return mapProduct(record);
}
