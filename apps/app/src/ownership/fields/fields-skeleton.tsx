import { Skeleton } from "@v1/ui";

const ROWS = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"];

/** The matrix's shape while it is fetched. */
export function FieldsSkeleton() {
  return (
    <div role="status" aria-label="Fields are being read">
      <div className="px-4 pb-3 md:px-6">
        <Skeleton className="h-8 w-72 max-w-full rounded-md" />
      </div>
      <div className="h-9 border-line border-y" />
      {ROWS.map((row) => (
        <div key={row} className="flex h-12 items-center gap-8 border-line border-b px-4 md:px-6">
          <span className="grid w-40 gap-1.5">
            <Skeleton className="h-3 w-24" />
            <Skeleton className="h-2.5 w-16" />
          </span>
          <Skeleton className="h-3 w-24" />
          <Skeleton className="mx-auto size-3 rounded-full" />
          <Skeleton className="mx-auto hidden size-3 rounded-full sm:block" />
          <Skeleton className="mx-auto hidden size-3 rounded-full md:block" />
        </div>
      ))}
    </div>
  );
}
