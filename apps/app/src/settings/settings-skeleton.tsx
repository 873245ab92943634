import { Skeleton } from "@v1/ui";

const LINES = ["a", "b", "c"];

/** A form's shape while it is fetched. */
export function SettingsSkeleton() {
  return (
    <div role="status" aria-label="Settings are being read" className="grid max-w-160 gap-5">
      {LINES.map((line) => (
        <div key={line} className="grid gap-1.5">
          <Skeleton className="h-5 w-24" />
          <Skeleton className="h-9 w-full" />
        </div>
      ))}
    </div>
  );
}
