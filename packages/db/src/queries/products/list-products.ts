import { AppError } from "@v1/core";
import { limitOf, type Page, type PageRequest, readCursor, toPage } from "../../page.ts";
import { ask } from "../../request/ask.ts";
import type { ProductStatus } from "../../schema/products/products.ts";
import type { BrandScope } from "../../scope.ts";
import type { Search } from "../search/search-products.ts";
import { listStatement, type Wanted } from "./list-statement.ts";
import { narrows, type ProductFilters } from "./product-filters.ts";
import { type ProductSort, productCursor, SORTS, type SortKey } from "./product-sort.ts";
import { startOf } from "./rare-side.ts";

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
/** What is looked through first: it often holds a page. */
const FIRST_MATCHES = 200;

/** A page of the brand's products. */
export async function listProducts(
  scope: BrandScope,
  request: ListProducts = {},
): Promise<Page<ProductSummary>> {
  const limit = limitOf(request);
  const { sort = "newest", filters = {} } = request;
  const after = keyOf(request.cursor, sort);
  const [first, ...wider] = searchesOf(request, { limit, after });
  const start = first ? null : await startOf(scope, filters, { byId: SORTS[sort].by === null });
  const matching = (search: Search | null) =>
    rowsOf(scope, { sort, filters, search, after, start, rows: limit + 1 });
  let rows = await matching(first ?? null);
  for (const search of wider) if (rows.length <= limit) rows = await matching(search);
  const page = toPage(rows, limit, (row) => [sort, row.sortKey, row.id]);
  return { ...page, items: page.items.map(({ sortKey: _key, ...product }) => product) };
}

type Row = ProductSummary & { sortKey: string };

const rowsOf = (scope: BrandScope, wanted: Wanted): Promise<Row[]> =>
  ask<Row>(scope.tx, listStatement(scope, wanted));

function keyOf(cursor: string | null | undefined, sort: ProductSort): SortKey | null {
  const key = readCursor(productCursor, cursor);
  if (!key) return null;
  if (key[0] === sort) return [key[1], key[2]];
  throw new AppError({
    code: "bad_request",
    message: "The cursor belongs to the list in another order.",
    hint: "Begin without a cursor when the order changes.",
  });
}

/**
 * Searches to try until a page is full; none where nothing is searched for. In the search's own order one
 * page of matches is enough, or few more where the list is narrowed; in another, many have to be sorted.
 */
function searchesOf(
  { search, filters = {}, sort = "newest" }: ListProducts,
  { limit, after }: { limit: number; after: SortKey | null },
): Search[] {
  const terms = search?.trim();
  if (!terms) return [];
  if (sort === "identifier" || sort === "-identifier") return [{ terms, most: MOST_MATCHES }];
  const most = narrows(filters) ? [Math.max(FIRST_MATCHES, limit + 1), MOST_MATCHES] : [limit + 1];
  return most.map((each) => ({ terms, most: each, sort, after }));
}
