"use client";

import { Button, cn, Notice } from "@v1/ui";
import { SearchX } from "lucide-react";
import { QueryProblem } from "../api/query-problem.tsx";
import { BulkBar } from "./bulk-bar.tsx";
import { ListFooter } from "./list-footer.tsx";
import { NoProducts } from "./no-products.tsx";
import { ProductHead } from "./product-head.tsx";
import { ProductSkeleton } from "./product-skeleton.tsx";
import { useProductTable } from "./product-table.tsx";
import type { ListState } from "./use-list-state.ts";
import { useProducts } from "./use-products.ts";
import { useSelection } from "./use-selection.ts";
import { VirtualRows } from "./virtual-rows.tsx";

/** The brand's products, read page by page as one scrolls; only rows in view are drawn. */
export function ProductList({ list }: { list: ListState }) {
  const query = useProducts(list.input);
  const selection = useSelection();
  const { products, error, isPending, refetch, isRefetching } = query;
  const table = useProductTable(products, selection);
  if (isPending) return <ProductSkeleton />;
  if (products.length === 0 && error) {
    return (
      <QueryProblem error={error} retry={refetch} pending={isRefetching} title="Products could not be read" />
    );
  }
  if (products.length === 0) return list.narrowed ? <NoMatch clear={list.clear} /> : <NoProducts />;

  const readMore = () => {
    if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
  };
  return (
    <div
      aria-busy={query.isPlaceholderData}
      className={cn("transition-opacity", query.isPlaceholderData && "opacity-60")}
    >
      <table className="block w-full" aria-rowcount={query.hasNextPage ? -1 : products.length}>
        <ProductHead table={table} />
        <VirtualRows table={table} onNearEnd={error ? undefined : readMore} />
      </table>
      <ListFooter
        shown={products.length}
        more={query.hasNextPage}
        pending={query.isFetchingNextPage}
        error={error}
        readMore={readMore}
      />
      <BulkBar selection={selection} products={products} />
    </div>
  );
}

function NoMatch({ clear }: { clear: () => void }) {
  return (
    <Notice
      icon={SearchX}
      title="No product matches"
      action={<Button onClick={clear}>Clear search and filters</Button>}
    >
      A search finds the beginnings of words in names, identifiers, codes and descriptions. Take a filter away
      or type less.
    </Notice>
  );
}
