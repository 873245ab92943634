import { Skeleton } from "@v1/ui";

const LINES = ["a", "b", "c", "d", "e", "f", "g"];

/** The page's shape while the product is fetched. */
export function ProductPageSkeleton() {
  return (
    <div role="status" aria-label="The product is being read" className="px-4 pt-4 md:px-6 md:pt-5">
      <h1 className="sr-only">Product</h1>
      <Skeleton className="mb-3 h-5 w-20" />
      <div className="flex items-start gap-4">
        <Skeleton className="size-20 rounded-lg" />
        <div className="grid flex-1 gap-2">
          <Skeleton className="h-6 w-64 max-w-full" />
          <Skeleton className="h-4 w-80 max-w-full" />
          <Skeleton className="h-4 w-40" />
        </div>
      </div>
      <div className="mt-8 grid gap-x-10 gap-y-8 xl:grid-cols-[minmax(0,1fr)_18rem]">
        <div>
          <Skeleton className="mb-4 h-40 w-full rounded-lg" />
          {LINES.map((line) => (
            <div key={line} className="flex gap-6 border-line border-b py-3">
              <Skeleton className="h-4 w-28" />
              <Skeleton className="h-4 w-1/2" />
            </div>
          ))}
        </div>
        <Skeleton className="h-32 w-full rounded-lg" />
      </div>
    </div>
  );
}
