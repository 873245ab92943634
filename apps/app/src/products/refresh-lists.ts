import type { InfiniteData, Query, QueryClient, QueryFilters } from "@tanstack/react-query";
import type { ProductStatusName } from "./product-status.tsx";
import type { ListedProduct } from "./use-products.ts";

type Lists = InfiniteData<{ items: ListedProduct[]; nextCursor: string | null }>;

/** Pages up to which a list is read anew: each costs a request. */
const FEW_PAGES = 5;

/**
 * Shows new states in all lists at once. Short lists are then read anew, so that what fits their filters
 * no more goes; long ones stay as they are until they are opened again.
 */
export async function refreshLists(
  queries: QueryClient,
  filter: QueryFilters,
  states: ReadonlyMap<string, ProductStatusName>,
): Promise<void> {
  const patched = (product: ListedProduct) => {
    const status = states.get(product.id);
    return status ? { ...product, status } : product;
  };
  queries.setQueriesData<Lists>({ ...filter, predicate: isInfinite }, (lists) =>
    lists
      ? { ...lists, pages: lists.pages.map((page) => ({ ...page, items: page.items.map(patched) })) }
      : lists,
  );
  await queries.invalidateQueries({ ...filter, refetchType: "none" });
  await queries.refetchQueries({
    ...filter,
    type: "active",
    predicate: (query) => pagesOf(query) <= FEW_PAGES,
  });
}

function isInfinite(query: Query): boolean {
  return pagesOf(query) > 0;
}

/** 0 where it is no list by pages. */
function pagesOf({ state: { data } }: Query): number {
  if (typeof data !== "object" || data === null || !("pages" in data)) return 0;
  return Array.isArray(data.pages) ? data.pages.length : 0;
}
