import { cn, Skeleton } from "@v1/ui";
import { COLUMNS, ROW_HEIGHT } from "./columns.ts";

const ROWS = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"];

/** The list's shape while it is fetched. */
export function ProductSkeleton() {
  return (
    <div role="status" aria-label="Products are being read">
      <div className="h-[34px] border-line border-y" />
      {ROWS.map((row) => (
        <div key={row} className={cn(COLUMNS, "border-line border-b")} style={{ height: ROW_HEIGHT }}>
          <Skeleton className="size-4" />
          <div className="flex items-center gap-3">
            <Skeleton className="size-8 rounded-md" />
            <Skeleton className="h-3.5 w-44 max-w-full" />
          </div>
          <Skeleton className="hidden h-3 w-32 lg:block" />
          <Skeleton className="hidden h-3 w-20 md:block" />
          <Skeleton className="ml-auto hidden h-3 w-6 md:block" />
          <Skeleton className="ml-auto h-3 w-14" />
          <Skeleton className="ml-auto hidden h-3 w-16 md:block" />
        </div>
      ))}
    </div>
  );
}
