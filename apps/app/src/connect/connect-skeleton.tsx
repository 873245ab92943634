import { Skeleton } from "@v1/ui";

const FIELDS = ["a", "b"];

export function ConnectSkeleton() {
  return (
    <div aria-busy="true" className="px-4 pt-6 md:px-6">
      <h1 className="sr-only">Integration</h1>
      <p role="status" className="sr-only">
        The integration is being read
      </p>
      <Skeleton className="h-4 w-24" />
      <Skeleton className="mt-2 h-7 w-52" />
      <Skeleton className="mt-1 h-4 w-80 max-w-full" />
      <Skeleton className="mt-6 h-7 w-72" />
      <div className="mt-6 grid max-w-160 gap-6">
        {FIELDS.map((field) => (
          <div key={field} className="grid gap-1.5">
            <Skeleton className="h-4 w-28" />
            <Skeleton className="h-9 w-full rounded-md" />
            <Skeleton className="h-3 w-64" />
          </div>
        ))}
      </div>
    </div>
  );
}
