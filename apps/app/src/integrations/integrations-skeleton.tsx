import { Skeleton } from "@v1/ui";
import { ROW_COLUMNS } from "./columns.ts";

const ROWS = ["a", "b", "c"];

export function IntegrationsSkeleton() {
  return (
    <div aria-busy="true">
      <p role="status" className="sr-only">
        Integrations are being read
      </p>
      <div className="flex gap-2 px-4 pb-4 md:px-6">
        <Skeleton className="h-8 flex-1 rounded-md md:max-w-72" />
        <Skeleton className="h-8 w-40 rounded-md" />
      </div>
      <div className="h-8 border-line border-y" />
      {ROWS.map((row) => (
        <div key={row} className={`${ROW_COLUMNS} min-h-14 border-line border-b py-2`}>
          <div className="flex items-center gap-3">
            <Skeleton className="size-8 rounded-md" />
            <Skeleton className="h-3.5 w-40 max-w-full" />
          </div>
          <Skeleton className="h-3.5 w-24" />
          <Skeleton className="hidden h-3 w-16 md:block" />
          <Skeleton className="hidden h-3 w-16 md:block" />
          <Skeleton className="ml-auto hidden h-3 w-10 md:block" />
          <Skeleton className="hidden h-7 w-32 lg:block" />
        </div>
      ))}
    </div>
  );
}
