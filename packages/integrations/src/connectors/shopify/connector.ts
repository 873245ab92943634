import { AppError, type FieldIssue, type MappedProduct } from "@v1/core";
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
import {
  configOf,
  type ShopifyConfig,
  type ShopifySecrets,
  shopifyConfig,
  shopifySecrets,
} from "./config.ts";
import { SHOPIFY_FIELDS, SHOPIFY_GROUPS, suppliedFields } from "./fields.ts";
import { suggestSettings } from "./look-at-options.ts";
import { mapProduct } from "./map-product.ts";
import type { MapSettings } from "./map-settings.ts";
import { optionKindsOf } from "./option-kinds.ts";
import { COUNT_QUERY, changedSince, SHOP_QUERY } from "./queries.ts";
import type { ShopifyProduct } from "./raw.ts";
import { readBulk } from "./read-bulk.ts";
import { readChanged } from "./read-changed.ts";
import { withReferences } from "./references.ts";
import { shopifyClient, shopifySignIn } from "./sign-in.ts";

type Context = ConnectorContext<ShopifyConfig, ShopifySecrets>;

/** Above this a delta is exported in bulk: pages cost more points, and end at 25,000 objects. */
const MOST_PAGED = 200;

export const shopify: Connector<ShopifyConfig, ShopifySecrets, ShopifyProduct> = {
  slug: "shopify",
  name: "Shopify",
  mappingVersion: 3,
  configSchema: z.toJSONSchema(shopifyConfig, { io: "input" }),
  auth: {
    type: "api_key",
    fields: z.toJSONSchema(shopifySecrets, { io: "input" }),
    signInFields: z.toJSONSchema(shopifyClient, { io: "input" }),
    scheme: shopifySignIn,
  },
  fields: SHOPIFY_FIELDS,
  supplies: (config) => suppliedFields(configOf(config)),
  groupBy: SHOPIFY_GROUPS,
  complete: ["product.tags", "product.materials", "product.journey", "product.ecoClaims"],
  streams: [{ name: "products", label: "Products and their variants", modes: ["full", "incremental"] }],
  // Shopify limits the points that queries cost, and says with each answer how many are left.
  rateLimits: [],
  check,
  suggest: suggestSettings,
  read,
  count: (context, { mode, since }) =>
    changedCount(new ShopifyApi(context), mode === "full" || since === null ? "" : changedSince(since)),
  map,
};

const countSchema = z.object({ count: z.number() }).nullable();
const shopSchema = z.object({
  shop: z.object({
    id: z.string(),
    name: z.string(),
    currencyCode: z.string(),
    myshopifyDomain: z.string(),
    enabledPresentmentCurrencies: z.array(z.string()),
  }),
  productsCount: countSchema,
});

async function check(context: Context): Promise<CheckResult> {
  const api = new ShopifyApi(context);
  const { shop, productsCount } = await api.query({ document: SHOP_QUERY }, shopSchema);
  const currency = api.config.market?.currency ?? shop.currencyCode;
  const sold = [shop.currencyCode, ...shop.enabledPresentmentCurrencies];
  if (!sold.includes(currency)) throw unsoldCurrency(currency, sold);
  return {
    account: { id: shop.id, name: shop.name },
    products: productsCount?.count ?? null,
    currency,
  };
}

function unsoldCurrency(currency: string, sold: readonly string[]): AppError {
  return new AppError({
    code: "bad_request",
    message: `The shop does not sell in ${currency}.`,
    hint: `Choose a market that sells in one of its currencies: ${[...new Set(sold)].join(", ")}.`,
    fields: { "market.currency": "The shop does not sell in this currency." },
  });
}

async function* read(
  context: Context,
  request: ReadRequest,
): AsyncGenerator<Page<ShopifyProduct>, ReadSummary> {
  const api = new ShopifyApi(context);
  return yield* withReferences(api, await pagesOf(api, context, request));
}

async function pagesOf(
  api: ShopifyApi,
  { spillFolder, signal }: Context,
  request: ReadRequest,
): Promise<AsyncGenerator<Page<ShopifyProduct>, ReadSummary>> {
  const bulk = { api, request, spillFolder, signal };
  if (request.mode === "full" || request.since === null) return readBulk({ ...bulk, filter: null });
  const filter = changedSince(request.since);
  const total = await changedCount(api, filter);
  // A watermark that the shop's clock has not reached was taken while that clock ran ahead.
  const isAhead = api.firstAnswerAt !== undefined && request.since > api.firstAnswerAt;
  if (isAhead) return readBulk({ ...bulk, filter: null });
  const wasBulk = typeof request.position?.bulkOperationId === "string";
  if (wasBulk || (total > MOST_PAGED && request.position === null)) return readBulk({ ...bulk, filter });
  return readChanged({ api, request, since: request.since, total });
}

async function changedCount(api: ShopifyApi, filter: string): Promise<number> {
  const schema = z.object({ productsCount: countSchema });
  const { productsCount } = await api.query({ document: COUNT_QUERY, variables: { query: filter } }, schema);
  return productsCount?.count ?? 0;
}

const settings = new WeakMap<ShopifyConfig, MapSettings>();

function map(record: RawRecord<ShopifyProduct>, stored: unknown): MappedProduct | FieldIssue {
  const config = configOf(stored);
  let known = settings.get(config);
  if (!known) {
    const { groupBy, market } = config;
    known = { groupBy, market, optionKinds: optionKindsOf(config.optionNames) };
    settings.set(config, known);
  }
  return mapProduct(record, known);
}
