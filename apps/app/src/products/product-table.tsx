"use client";

import { createColumnHelper, rowSelectionFeature, tableFeatures, useTable } from "@tanstack/react-table";
import { Checkbox, RelativeTime } from "@v1/ui";
import { formatCount, formatMoney } from "../format.ts";
import { NameCell } from "./name-cell.tsx";
import { ProductStatus } from "./product-status.tsx";
import type { ListedProduct } from "./use-products.ts";
import type { Selection } from "./use-selection.ts";

const features = tableFeatures({ rowSelectionFeature });
const helper = createColumnHelper<typeof features, ListedProduct>();

/** Where a column is shown, and how it stands. */
interface Look {
  className: string;
}
const LOOKS: Record<string, Look> = {
  select: { className: "relative z-1 flex" },
  name: { className: "min-w-0 text-left" },
  identifier: { className: "hidden min-w-0 text-left lg:block" },
  status: { className: "hidden text-left md:flex" },
  variants: { className: "hidden text-right md:block" },
  price: { className: "text-right" },
  updated: { className: "hidden text-right md:block" },
};

export function lookOf(columnId: string): string {
  return LOOKS[columnId]?.className ?? "";
}

const columns = helper.columns([
  helper.display({
    id: "select",
    header: ({ table }) => {
      const all = table.getIsAllRowsSelected();
      const some = !all && table.getIsSomeRowsSelected();
      return (
        <Checkbox
          aria-label="Select the products shown"
          checked={all || (some ? "indeterminate" : false)}
          // Of some, a press clears: of a long list not all can be chosen at once.
          onCheckedChange={() => table.toggleAllRowsSelected(!all && !some)}
        />
      );
    },
    cell: ({ row }) => (
      <Checkbox
        aria-label={`Select ${row.original.name}`}
        checked={row.getIsSelected()}
        onCheckedChange={(checked) => row.toggleSelected(checked === true)}
      />
    ),
  }),
  helper.display({
    id: "name",
    header: "Product",
    cell: ({ row }) => <NameCell product={row.original} />,
  }),
  helper.accessor("productIdentifier", {
    id: "identifier",
    header: "Identifier",
    cell: (cell) => (
      <span className="block truncate font-mono text-ink-soft text-xs" title={cell.getValue()}>
        {cell.getValue()}
      </span>
    ),
  }),
  helper.accessor("status", {
    id: "status",
    header: "Status",
    cell: (cell) => <ProductStatus status={cell.getValue()} className="font-normal" />,
  }),
  helper.accessor("variantCount", {
    id: "variants",
    header: "Variants",
    cell: (cell) => <span className="text-ink-soft tabular-nums">{formatCount(cell.getValue())}</span>,
  }),
  helper.display({
    id: "price",
    header: "Price",
    cell: ({ row: { original } }) => <PriceCell product={original} />,
  }),
  helper.accessor("updatedAt", {
    id: "updated",
    header: "Updated",
    cell: (cell) => <RelativeTime at={cell.getValue()} className="text-ink-soft" />,
  }),
]);

/** The table's model: its columns, its rows in the order given, and which are selected. */
export function useProductTable(products: ListedProduct[], selection: Selection) {
  return useTable({
    features,
    columns,
    data: products,
    getRowId: ({ id }) => id,
    state: { rowSelection: selection.rows },
    onRowSelectionChange: (change) =>
      selection.set(typeof change === "function" ? change(selection.rows) : change),
  });
}

export type ProductTable = ReturnType<typeof useProductTable>;

function PriceCell({ product }: { product: ListedProduct }) {
  const price = formatMoney(product.price, product.currency);
  return (
    <span className="block tabular-nums">
      {price === null ? <span className="text-ink-faint">no price</span> : price}
      <RelativeTime at={product.updatedAt} className="block text-ink-faint text-xs md:hidden" />
    </span>
  );
}
