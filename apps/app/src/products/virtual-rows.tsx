"use client";

import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { memo, type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import { COLUMNS, ROW_HEIGHT } from "./columns.ts";
import { lookOf, type ProductTable } from "./product-table.tsx";

const ROW = `${COLUMNS} absolute inset-x-0 top-0 border-line border-b hover:bg-hover aria-selected:bg-accent-soft`;

interface VirtualRowsProps {
  table: ProductTable;
  /** Called when the last rows come into view. */
  onNearEnd?: () => void;
}

export function VirtualRows({ table, onNearEnd }: VirtualRowsProps) {
  const body = useRef<HTMLTableSectionElement>(null);
  const scrollMargin = useTopOf(body);
  const { rows } = table.getRowModel();
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => ROW_HEIGHT,
    overscan: 6,
    scrollMargin,
    // Of a window that nobody has measured yet: what the server draws, and the browser's first pass. Enough for
    // a phone and most desks with the rows beyond; a tall window gets the rest with the scripts.
    initialRect: { width: 0, height: 560 },
  });
  const visible = virtual.getVirtualItems();
  const nearEnd = (visible.at(-1)?.index ?? 0) >= rows.length - 20;
  useEffect(() => {
    if (nearEnd) onNearEnd?.();
  }, [nearEnd, onNearEnd]);

  return (
    <tbody ref={body} className="relative block" style={{ height: virtual.getTotalSize() }}>
      {visible.map(({ index, start }) => {
        const row = rows[index];
        return row ? (
          <Row
            key={row.id}
            row={row}
            index={index}
            top={start - scrollMargin}
            selected={row.getIsSelected()}
            draw={table.FlexRender}
          />
        ) : null;
      })}
    </tbody>
  );
}

interface RowProps {
  row: ReturnType<ProductTable["getRowModel"]>["rows"][number];
  index: number;
  top: number;
  selected: boolean;
  draw: ProductTable["FlexRender"];
}

/** Drawn once for as long as it stands where it is: scrolling draws only rows that come into view. */
const Row = memo(function Row({ row, index, top, selected, draw: Draw }: RowProps) {
  return (
    <tr
      aria-rowindex={index + 2}
      aria-selected={selected}
      className={ROW}
      style={{ height: ROW_HEIGHT, transform: `translateY(${top}px)` }}
    >
      {row.getAllCells().map((cell) => (
        <td key={cell.id} className={lookOf(cell.column.id)}>
          <Draw cell={cell} />
        </td>
      ))}
    </tr>
  );
});

/** How far below the page's top it begins, told anew when what stands above grows or shrinks. */
function useTopOf(element: RefObject<HTMLElement | null>): number {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const measure = () => {
      const box = element.current?.getBoundingClientRect();
      if (box) setTop(Math.round(box.top + window.scrollY));
    };
    measure();
    // After each layout that has changed the page's height, and at no other time: to ask costs a layout.
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [element]);
  return top;
}
