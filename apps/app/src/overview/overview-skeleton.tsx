import { Skeleton } from "@v1/ui";
import { ListSkeleton } from "../runs/list-skeleton.tsx";

const FIGURES = ["a", "b", "c", "d"];

export function OverviewSkeleton() {
  return (
    <div aria-busy="true" className="grid gap-9 pt-3">
      <p role="status" className="sr-only">
        The overview is being read
      </p>
      <div>
        <Skeleton className="mx-4 mb-2 h-5 w-32 md:mx-6" />
        <div className="h-13 border-line border-y" />
      </div>
      <div className="grid grid-cols-2 gap-x-6 gap-y-6 px-4 md:gap-x-10 md:px-6 xl:grid-cols-4">
        {FIGURES.map((figure) => (
          <div key={figure} className="grid gap-2">
            <Skeleton className="h-4 w-20" />
            <Skeleton className="h-8 w-28" />
          </div>
        ))}
      </div>
      <div>
        <Skeleton className="mx-4 mb-2 h-5 w-24 md:mx-6" />
        <ListSkeleton />
      </div>
    </div>
  );
}
