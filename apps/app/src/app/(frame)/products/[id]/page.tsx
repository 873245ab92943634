import type { Metadata } from "next";
import { VERSIONS_PAGE } from "../../../../passports/versions-page.ts";
import { Prefetched } from "../../../../prefetch/prefetched.tsx";
import { ProductPage } from "../../../../product/product-page.tsx";

export const metadata: Metadata = { title: "Product" };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return (
    <Prefetched
      ask={(trpc, queries) => [
        queries.prefetchQuery(trpc.products.get.queryOptions({ id })),
        queries.prefetchInfiniteQuery(
          trpc.passports.versions.infiniteQueryOptions(
            { productId: id, ...VERSIONS_PAGE },
            { getNextPageParam: (page) => page.nextCursor },
          ),
        ),
      ]}
    >
      <ProductPage id={id} />
    </Prefetched>
  );
}
