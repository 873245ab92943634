import { AppError } from "@v1/core";
import { and, count, eq, isNull, type SQL, sql } from "drizzle-orm";
import { limitOf, type Page, type PageRequest, readCursor, toPage } from "../../page.ts";
import { brandManufacturers } from "../../schema/brands/brand-manufacturers.ts";
import { brandSeasons } from "../../schema/brands/brand-seasons.ts";
import { categories } from "../../schema/brands/categories.ts";
import { productVariants } from "../../schema/products/product-variants.ts";
import { type ProductStatus, products } from "../../schema/products/products.ts";
import { productSearch } from "../../schema/search/product-search.ts";
import type { BrandScope } from "../../scope.ts";
import { foundIds } from "../search/search-products.ts";
import { filtered, narrows, type ProductFilters } from "./product-filters.ts";
import { type ProductSort, productCursor, SORTS } from "./product-sort.ts";

export interface ProductSummary {
  id: string;
  name: string;
  productIdentifier: string;
  upid: string;
  status: ProductStatus;
  salesStatus: string | null;
  image: string | null;
  price: string | null;
  currency: string | null;
  category: string | null;
  season: string | null;
  manufacturer: string | null;
  /** Live ones; tombstones are not counted. */
  variantCount: number;
  hasPendingChanges: boolean;
  createdAt: Date;
  updatedAt: Date;
}

export interface ListProducts extends PageRequest {
  /** Beginnings of words of any text of the product or its variants, in any case and order. */
  search?: string | null;
  filters?: ProductFilters;
  /** Newest first by default. */
  sort?: ProductSort;
}

/** More than these are not looked through when a search is narrowed or sorted otherwise. */
const MOST_MATCHES = 5_000;

/** A page of the brand's products. */
export async function listProducts(
  scope: BrandScope,
  request: ListProducts = {},
): Promise<Page<ProductSummary>> {
  const limit = limitOf(request);
  const sort = request.sort ?? "newest";
  const after = keyOf(request.cursor, sort);
  const list = scope.tx
    .select({ ...columns(scope), sortKey: SORTS[sort].key })
    .from(products)
    .$dynamic();
  if (SORTS[sort].byName) {
    const own = and(eq(productSearch.brandId, scope.brandId), eq(productSearch.productId, products.id));
    list.innerJoin(productSearch, own);
  }
  const rows = await list
    .leftJoin(categories, eq(categories.id, products.categoryId))
    .leftJoin(
      brandSeasons,
      and(eq(brandSeasons.brandId, scope.brandId), eq(brandSeasons.id, products.seasonId)),
    )
    .leftJoin(
      brandManufacturers,
      and(eq(brandManufacturers.brandId, scope.brandId), eq(brandManufacturers.id, products.manufacturerId)),
    )
    .where(
      and(
        eq(products.brandId, scope.brandId),
        matching(scope, request, { limit, before: after?.[1] }),
        filtered(scope, request.filters ?? {}),
        after ? SORTS[sort].after(after) : undefined,
      ),
    )
    .orderBy(...SORTS[sort].order)
    .limit(limit + 1);
  const page = toPage(rows, limit, (row) => [sort, row.sortKey, row.id]);
  return { ...page, items: page.items.map(({ sortKey: _key, ...product }) => product) };
}

function keyOf(cursor: string | null | undefined, sort: ProductSort): [string, string] | null {
  const key = readCursor(productCursor, cursor);
  if (!key) return null;
  if (key[0] === sort) return [key[1], key[2]];
  throw new AppError({
    code: "bad_request",
    message: "The cursor belongs to the list in another order.",
    hint: "Begin without a cursor when the order changes.",
  });
}

/** Nothing where nothing is searched for. In the order of the ids one page of matches is enough. */
function matching(
  scope: BrandScope,
  { search, filters = {}, sort = "newest" }: ListProducts,
  { limit, before }: { limit: number; before: string | undefined },
): SQL | undefined {
  const terms = search?.trim();
  if (!terms) return undefined;
  const inOrder = sort === "newest";
  const most = inOrder && !narrows(filters) ? limit + 1 : MOST_MATCHES;
  return sql`${products.id} = any (${foundIds(scope, { terms, most, before: inOrder ? before : null })})`;
}

function columns({ tx, brandId }: BrandScope) {
  const variantCount = tx
    .select({ count: count() })
    .from(productVariants)
    .where(
      and(
        // The brand as a value: a policy alone does not bring the index.
        eq(productVariants.brandId, brandId),
        eq(productVariants.productId, products.id),
        isNull(productVariants.tombstonedAt),
      ),
    );
  return {
    id: products.id,
    name: products.name,
    productIdentifier: products.productIdentifier,
    upid: products.upid,
    status: products.status,
    salesStatus: products.salesStatus,
    image: products.primaryImagePath,
    price: products.price,
    currency: products.currency,
    category: categories.name,
    season: brandSeasons.name,
    manufacturer: brandManufacturers.name,
    variantCount: sql<number>`(${variantCount})`.mapWith(Number),
    hasPendingChanges: products.hasPendingChanges,
    createdAt: products.createdAt,
    updatedAt: products.updatedAt,
  };
}
