import { CURRENCY, SHOP_DOMAIN, STORE_URL, variantPlace } from "../catalog/index.ts";
import type { BulkOperations } from "./bulk-operations.ts";
import type { CatalogStore } from "./catalog-store.ts";
import {
  arrayConnection,
  type Connection,
  connectionOf,
  decodeCursor,
  encodeCursor,
  type PageArguments,
} from "./connection.ts";
import { inOrder, type Listings, type Place, type ProductSortKey } from "./listing.ts";
import { CURRENCIES } from "./markets.ts";
import { metaobjectView, productView, type ViewContext, variantView } from "./views.ts";

export interface Shop {
  store: CatalogStore;
  listings: Listings;
  bulk: BulkOperations;
}

const SHOP = {
  __typename: "Shop",
  id: "gid://shopify/Shop/61234567890",
  name: "Lund & Alder",
  email: "hello@lund-and-alder.example",
  myshopifyDomain: SHOP_DOMAIN,
  url: STORE_URL,
  currencyCode: CURRENCY,
  enabledPresentmentCurrencies: CURRENCIES,
  ianaTimezone: "Europe/Berlin",
  weightUnit: "GRAMS",
};

interface ProductsArguments extends PageArguments {
  query?: string | null;
  sortKey: ProductSortKey;
}

/** Everything that can be read. */
export function queryRoot({ store, listings, bulk }: Shop) {
  const product = ({ id }: { id: string }) => {
    const found = id.startsWith("gid://shopify/Product/") ? store.find(tail(id)) : null;
    return found ? productView(found) : null;
  };
  const productVariant = ({ id }: { id: string }) => {
    const place = id.startsWith("gid://shopify/ProductVariant/") ? variantPlace(tail(id)) : null;
    const owner = place ? store.at(place.index) : null;
    const variant = owner?.variants.find((each) => each.id === tail(id));
    return owner && variant ? variantView(owner, variant) : null;
  };
  const metaobject = ({ id }: { id: string }) => {
    const found = id.startsWith("gid://shopify/Metaobject/") ? store.metaobjects.get(tail(id)) : undefined;
    return found ? metaobjectView(found) : null;
  };
  const node = ({ id }: { id: string }) => {
    if (id === SHOP.id) return SHOP;
    return product({ id }) ?? productVariant({ id }) ?? metaobject({ id }) ?? bulk.find(id);
  };
  return {
    shop: SHOP,
    product,
    productVariant,
    node,
    nodes: ({ ids }: { ids: string[] }) => ids.map((id) => node({ id })),
    products: (args: ProductsArguments, { unlimited }: ViewContext) =>
      productsPage({ store, listings }, args, unlimited),
    productsCount: (args: { query?: string | null; limit?: number | null }) =>
      limitedCount(listings.find(args.query, "ID").length, args.limit),
    productVariants: (args: ProductsArguments, { unlimited }: ViewContext) =>
      variantsPage({ store, listings }, args, unlimited),
    bulkOperation: ({ id }: { id: string }) => bulk.find(id),
    bulkOperations: (args: PageArguments, { unlimited }: ViewContext) =>
      arrayConnection(bulk.all(), args, unlimited),
    currentBulkOperation: () => bulk.all().at(-1) ?? null,
  };
}

function productsPage({ store, listings }: Omit<Shop, "bulk">, args: ProductsArguments, unlimited: boolean) {
  return connectionOf(
    {
      entries: listings.find(args.query, args.sortKey),
      compare: inOrder,
      cursor: ({ id, value }) => encodeCursor({ last_id: id, last_value: value }),
      fromCursor: placeOf,
      node: ({ id }) => {
        const product = store.find(id);
        if (!product) throw new Error(`The product ${id} has gone while it was listed.`);
        return productView(product);
      },
    },
    args,
    unlimited,
  );
}

/** Variants of the products that are found, in their order; a cursor names a variant. */
function variantsPage({ store, listings }: Omit<Shop, "bulk">, args: ProductsArguments, unlimited: boolean) {
  const views = listings.find(args.query, "ID").flatMap(({ id }) => {
    const product = store.find(id);
    return product ? product.variants.map((variant) => variantView(product, variant)) : [];
  });
  return arrayConnection(views, args, unlimited) satisfies Connection<ReturnType<typeof variantView>>;
}

function placeOf(cursor: string): Place {
  const { last_id: id, last_value: value } = decodeCursor(cursor);
  if (typeof id !== "number" || (typeof value !== "number" && typeof value !== "string")) {
    throw new TypeError("not a cursor");
  }
  return { id, value };
}

function limitedCount(count: number, limit: number | null | undefined) {
  const isOver = typeof limit === "number" && count > limit;
  return { count: isOver ? limit : count, precision: isOver ? "AT_LEAST" : "EXACT" };
}

export function tail(gid: string): number {
  return Number(gid.slice(gid.lastIndexOf("/") + 1));
}
