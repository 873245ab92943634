import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import type { inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "@v1/api";
import { useMemo } from "react";
import { useTRPC } from "../api/client.ts";
import { LIST_PAGE } from "./list-input.ts";
import type { ListState } from "./use-list-state.ts";

export type ListedProduct = inferRouterOutputs<AppRouter>["products"]["list"]["items"][number];

/** The products read so far, and the way to the next page. Those of before stay while others are sought. */
export function useProducts(input: ListState["input"]) {
  const options = useTRPC().products.list.infiniteQueryOptions(
    { ...LIST_PAGE, ...input },
    {
      getNextPageParam: (page) => page.nextCursor,
      // Reading a long list anew costs a request per page: only the end of a run is worth it.
      staleTime: Number.POSITIVE_INFINITY,
      refetchOnWindowFocus: false,
      placeholderData: keepPreviousData,
    },
  );
  const query = useInfiniteQuery(options);
  const products = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  return { ...query, products };
}
