import { cn, Skeleton } from "@v1/ui";
import { COLUMNS, ROW_HEIGHT } from "./columns.ts";
import { ProductHead } from "./product-head.tsx";

const ROWS = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"];

/** The list's shape while it is fetched. */
export function ProductSkeleton() {
  return (
    <table className="block w-full" aria-busy="true" aria-label="Products are being read">
      <ProductHead />
      <tbody className="block" aria-hidden="true">
        {ROWS.map((row) => (
          <tr key={row} className={cn(COLUMNS, "border-line border-b")} style={{ height: ROW_HEIGHT }}>
            <td className="flex items-center gap-3">
              <Skeleton className="size-8 rounded-md" />
              <Skeleton className="h-3.5 w-44 max-w-full" />
            </td>
            <td className="hidden md:block">
              <Skeleton className="h-3 w-32" />
            </td>
            <td className="hidden md:block">
              <Skeleton className="ml-auto h-3 w-6" />
            </td>
            <td>
              <Skeleton className="ml-auto h-3 w-14" />
            </td>
            <td className="hidden md:block">
              <Skeleton className="ml-auto h-3 w-16" />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
