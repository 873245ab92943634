import { cn } from "@v1/ui";
import { COLUMNS } from "./columns.ts";
import { lookOf, type ProductTable } from "./product-table.tsx";

/** Stays at the top while the list scrolls. */
export function ProductHead({ table }: { table: ProductTable }) {
  return (
    <thead className="sticky top-12 z-10 block border-line border-y bg-canvas text-ink-faint text-xs md:top-0">
      {table.getHeaderGroups().map((group) => (
        <tr key={group.id} className={cn(COLUMNS, "h-8")}>
          {group.headers.map((header) => (
            <th key={header.id} scope="col" className={cn("font-medium", lookOf(header.column.id))}>
              <table.FlexRender header={header} />
            </th>
          ))}
        </tr>
      ))}
    </thead>
  );
}
