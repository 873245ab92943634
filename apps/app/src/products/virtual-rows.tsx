"use client";

import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { cn } from "@v1/ui";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { COLUMNS, ROW_HEIGHT } from "./columns.ts";
import { ProductCells } from "./product-row.tsx";
import type { ListedProduct } from "./use-products.ts";

interface VirtualRowsProps {
  products: ListedProduct[];
  /** Called when the last rows come into view. */
  onNearEnd?: () => void;
}

export function VirtualRows({ products, onNearEnd }: VirtualRowsProps) {
  const body = useRef<HTMLTableSectionElement>(null);
  const [scrollMargin, setScrollMargin] = useState(0);
  useLayoutEffect(() => {
    const { top } = body.current?.getBoundingClientRect() ?? { top: 0 };
    setScrollMargin(top + window.scrollY);
  }, []);
  const rows = useWindowVirtualizer({
    count: products.length,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    scrollMargin,
  });
  const visible = rows.getVirtualItems();
  const nearEnd = (visible.at(-1)?.index ?? 0) >= products.length - 20;
  useEffect(() => {
    if (nearEnd) onNearEnd?.();
  }, [nearEnd, onNearEnd]);

  return (
    <tbody ref={body} className="relative block" style={{ height: rows.getTotalSize() }}>
      {visible.map(({ index, start }) => {
        const product = products[index];
        return product ? (
          <tr
            key={product.id}
            aria-rowindex={index + 2}
            className={cn(COLUMNS, "absolute inset-x-0 top-0 border-line border-b hover:bg-hover")}
            style={{ height: ROW_HEIGHT, transform: `translateY(${start - scrollMargin}px)` }}
          >
            <ProductCells product={product} />
          </tr>
        ) : null;
      })}
    </tbody>
  );
}
