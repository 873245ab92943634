"use client";

import { QueryProblem } from "../api/query-problem.tsx";
import { ListFooter } from "./list-footer.tsx";
import { NoProducts } from "./no-products.tsx";
import { ProductHead } from "./product-head.tsx";
import { ProductSkeleton } from "./product-skeleton.tsx";
import { useProducts } from "./use-products.ts";
import { VirtualRows } from "./virtual-rows.tsx";

/** Every product of the brand, read page by page as one scrolls; only rows in view are drawn. */
export function ProductList() {
  const query = useProducts();
  const { products, error, isPending, refetch, isRefetching } = query;
  if (isPending) return <ProductSkeleton />;
  if (products.length === 0 && error) {
    return (
      <QueryProblem error={error} retry={refetch} pending={isRefetching} title="Products could not be read" />
    );
  }
  if (products.length === 0) return <NoProducts />;

  const readMore = () => {
    if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
  };
  return (
    <>
      <table className="block w-full" aria-rowcount={query.hasNextPage ? -1 : products.length}>
        <ProductHead />
        <VirtualRows products={products} onNearEnd={error ? undefined : readMore} />
      </table>
      <ListFooter
        shown={products.length}
        more={query.hasNextPage}
        pending={query.isFetchingNextPage}
        error={error}
        readMore={readMore}
      />
    </>
  );
}
