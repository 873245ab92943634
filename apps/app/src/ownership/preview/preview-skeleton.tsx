import { Skeleton } from "@v1/ui";
import { counted } from "../../format.ts";

const ROWS = ["a", "b", "c", "d", "e", "f"];

interface PreviewSkeletonProps {
  /** Below a header that is there already. */
  headless?: boolean;
  /** Read so far. */
  records?: number;
}

/** The shape of a preview, while it is fetched or worked out. */
export function PreviewSkeleton({ headless = false, records = 0 }: PreviewSkeletonProps) {
  return (
    <div role="status" aria-label="The preview is being worked out" className="px-4 md:px-6">
      {headless ? null : (
        <div className="grid gap-2 pt-6 pb-4">
          <Skeleton className="h-7 w-80 max-w-full" />
          <Skeleton className="h-4 w-56" />
        </div>
      )}
      {records > 0 ? (
        <p className="pb-3 text-ink-soft tabular-nums">{counted(records, "record")} read so far</p>
      ) : null}
      <div className="grid gap-3">
        {ROWS.map((row) => (
          <Skeleton key={row} className="h-8 w-full" />
        ))}
      </div>
    </div>
  );
}
