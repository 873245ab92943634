import { Skeleton } from "@v1/ui";

/** The shape of a list whose rows have two lines. */
export function ListSkeleton({ rows = 3 }: { rows?: number }) {
  return (
    <div aria-busy="true">
      {Array.from({ length: rows }, (_, row) => row).map((row) => (
        <div key={row} className="grid gap-2 border-line border-b px-4 py-3 md:px-6">
          <Skeleton className="h-4 w-72 max-w-full" />
          <Skeleton className="h-3 w-96 max-w-full" />
        </div>
      ))}
    </div>
  );
}
