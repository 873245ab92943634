import type { Metadata } from "next";
import { Prefetched } from "../../../prefetch/prefetched.tsx";
import { LIST_PAGE, UNNARROWED } from "../../../products/list-input.ts";
import { ProductsPage } from "../../../products/products-page.tsx";
import { LAST_RUNS } from "../../../runs/last-runs.ts";

export const metadata: Metadata = { title: "Products" };

interface Props {
  searchParams: Promise<Record<string, unknown>>;
}

export default async function Page({ searchParams }: Props) {
  // Filters in the address are read by the browser, which asks for what they leave.
  const narrowed = Object.keys(await searchParams).length > 0;
  return (
    <Prefetched
      ask={(trpc, queries) => [
        queries.prefetchQuery(trpc.integrations.runs.list.queryOptions(LAST_RUNS)),
        queries.prefetchQuery(trpc.integrations.connections.list.queryOptions()),
        queries.prefetchQuery(trpc.passports.pendingCount.queryOptions()),
        queries.prefetchQuery(trpc.passports.publications.queryOptions()),
        ...(narrowed
          ? []
          : [
              queries.prefetchInfiniteQuery(
                trpc.products.list.infiniteQueryOptions({ ...LIST_PAGE, ...UNNARROWED }, NEXT),
              ),
            ]),
      ]}
    >
      <ProductsPage />
    </Prefetched>
  );
}

const NEXT = { getNextPageParam: ({ nextCursor }: { nextCursor: string | null }) => nextCursor };
