import { Skeleton } from "@v1/ui";

const ROWS = ["a", "b", "c", "d", "e", "f", "g", "h"];

/** The inbox's shape while it is fetched. */
export function ConflictsSkeleton() {
  return (
    <div
      role="status"
      aria-label="Conflicts are being read"
      className="border-line border-t lg:grid lg:grid-cols-[24rem_minmax(0,1fr)]"
    >
      <div className="lg:border-line lg:border-r">
        {ROWS.map((row) => (
          <div key={row} className="grid h-[4.75rem] content-center gap-2 border-line border-b px-4 md:px-6">
            <Skeleton className="h-3.5 w-56 max-w-full" />
            <Skeleton className="h-3 w-40" />
          </div>
        ))}
      </div>
      <div className="hidden content-start gap-4 p-6 lg:grid">
        <Skeleton className="h-5 w-72" />
        <div className="grid grid-cols-2 gap-4">
          <Skeleton className="h-32" />
          <Skeleton className="h-32" />
        </div>
        <Skeleton className="h-8 w-96" />
      </div>
    </div>
  );
}
