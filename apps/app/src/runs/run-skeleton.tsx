import { Skeleton } from "@v1/ui";
import { ListSkeleton } from "./list-skeleton.tsx";

export function RunSkeleton() {
  return (
    <div aria-busy="true">
      <h1 className="sr-only">Run</h1>
      <p role="status" className="sr-only">
        The run is being read
      </p>
      <div className="px-4 pt-6 pb-6 md:px-6">
        <Skeleton className="h-4 w-24" />
        <Skeleton className="mt-2 h-7 w-64 max-w-full" />
        <Skeleton className="mt-1 h-4 w-40" />
        <Skeleton className="mt-8 h-2 w-full rounded-full" />
        <Skeleton className="mt-3 h-4 w-96 max-w-full" />
        <Skeleton className="mt-6 h-9 w-full" />
      </div>
      <ListSkeleton />
    </div>
  );
}
