import { cn } from "@v1/ui";
import { COLUMNS } from "./columns.ts";

/** Stays at the top while the list scrolls. */
export function ProductHead() {
  return (
    <thead className="sticky top-12 z-10 block border-line border-y bg-canvas text-ink-faint text-xs md:top-0">
      <tr className={cn(COLUMNS, "h-8")}>
        <th scope="col" className="text-left font-medium">
          Product
        </th>
        <th scope="col" className="hidden text-left font-medium md:block">
          Identifier
        </th>
        <th scope="col" className="hidden text-right font-medium md:block">
          Variants
        </th>
        <th scope="col" className="text-right font-medium">
          Price
        </th>
        <th scope="col" className="hidden text-right font-medium md:block">
          Updated
        </th>
      </tr>
    </thead>
  );
}
