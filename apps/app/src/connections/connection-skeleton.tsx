import { Skeleton } from "@v1/ui";

const FACTS = ["a", "b", "c", "d"];

export function ConnectionSkeleton() {
  return (
    <div aria-busy="true" className="px-4 pt-6 md:px-6">
      <h1 className="sr-only">Connection</h1>
      <p role="status" className="sr-only">
        The connection is being read
      </p>
      <Skeleton className="h-4 w-24" />
      <Skeleton className="mt-2 h-7 w-64 max-w-full" />
      <Skeleton className="mt-1 h-4 w-52" />
      <Skeleton className="mt-6 h-6 w-96 max-w-full" />
      <div className="mt-8 grid grid-cols-2 gap-6 sm:grid-cols-4">
        {FACTS.map((fact) => (
          <div key={fact} className="grid gap-2">
            <Skeleton className="h-3 w-20" />
            <Skeleton className="h-5 w-28" />
          </div>
        ))}
      </div>
      <Skeleton className="mt-8 h-32 w-full max-w-3xl" />
    </div>
  );
}
