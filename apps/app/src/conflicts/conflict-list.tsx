"use client";

import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { Button, cn, RelativeTime } from "@v1/ui";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { problemOf } from "../api/problem.ts";
import { allShown, counted } from "../format.ts";
import { showValue } from "../values/show-value.ts";
import type { Conflict, Inbox } from "./use-conflicts.ts";

const ROW_HEIGHT = 76;

interface ConflictListProps {
  query: Inbox;
  current: string | null;
  open: (conflict: Conflict) => void;
}

/** The conflicts, newest first; only the rows in view are on the page. */
export function ConflictList({ query, current, open }: ConflictListProps) {
  const { conflicts, hasNextPage, isFetchingNextPage, fetchNextPage, error } = query;
  const list = useRef<HTMLUListElement>(null);
  const [scrollMargin, setScrollMargin] = useState(0);
  useLayoutEffect(() => {
    const { top } = list.current?.getBoundingClientRect() ?? { top: 0 };
    setScrollMargin(Math.round(top + window.scrollY));
  });
  const virtual = useWindowVirtualizer({
    count: conflicts.length,
    estimateSize: () => ROW_HEIGHT,
    overscan: 10,
    scrollMargin,
  });
  const index = conflicts.findIndex(({ id }) => id === current);
  const known = useRef(index);
  useEffect(() => {
    if (index >= 0 && index !== known.current) virtual.scrollToIndex(index, { align: "auto" });
    known.current = index;
  }, [index, virtual]);
  const visible = virtual.getVirtualItems();
  const nearEnd = (visible.at(-1)?.index ?? 0) >= conflicts.length - 15;
  useEffect(() => {
    if (nearEnd && hasNextPage && !isFetchingNextPage && !error) void fetchNextPage();
  }, [nearEnd, hasNextPage, isFetchingNextPage, error, fetchNextPage]);

  return (
    <div className="min-w-0 lg:border-line lg:border-r">
      <ul ref={list} aria-label="Conflicts" className="relative" style={{ height: virtual.getTotalSize() }}>
        {visible.map(({ index: at, start }) => {
          const conflict = conflicts[at];
          return conflict ? (
            <li
              key={conflict.id}
              aria-setsize={hasNextPage ? -1 : conflicts.length}
              aria-posinset={at + 1}
              className="absolute inset-x-0 top-0 border-line border-b"
              style={{ height: ROW_HEIGHT, transform: `translateY(${start - scrollMargin}px)` }}
            >
              <Row conflict={conflict} current={conflict.id === current} open={() => open(conflict)} />
            </li>
          ) : null;
        })}
      </ul>
      <div className="flex flex-wrap items-center gap-3 px-4 py-4 text-ink-soft md:px-6">
        <p role="status" className="tabular-nums">
          {hasNextPage
            ? `${counted(conflicts.length, "conflict")} shown, more below`
            : allShown(conflicts.length, "conflict")}
        </p>
        {error ? (
          <p role="alert" className="text-bad">
            {problemOf(error).message} {problemOf(error).hint}
          </p>
        ) : null}
        {hasNextPage ? (
          <Button size="sm" onClick={() => fetchNextPage()} pending={isFetchingNextPage}>
            {error ? "Try again" : "Show more"}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

function Row({ conflict, current, open }: { conflict: Conflict; current: boolean; open: () => void }) {
  const { product, variant, label, connection, canonical, observed, openedAt } = conflict;
  return (
    <button
      type="button"
      aria-current={current || undefined}
      onClick={open}
      className={cn(
        "grid size-full content-center gap-0.5 px-4 text-left -outline-offset-2 hover:bg-hover md:px-6",
        current && "bg-accent-soft shadow-[inset_2px_0_0_var(--accent)] hover:bg-accent-soft",
      )}
    >
      <span className="flex min-w-0 items-baseline justify-between gap-3">
        <span className="truncate font-medium" dir="auto" title={product}>
          {product}
        </span>
        <RelativeTime at={openedAt} className="shrink-0 text-ink-faint text-xs" />
      </span>
      <span className="truncate text-ink-soft text-xs">
        {label}
        {variant ? (
          <>
            {" of "}
            <bdi>{variant}</bdi>
          </>
        ) : null}
        {" · "}
        <bdi>{connection}</bdi>
      </span>
      <span className="relative truncate text-ink-faint text-xs">
        <bdi>{showValue(canonical) ?? "nothing"}</bdi>
        <span aria-hidden> ≠ </span>
        <span className="sr-only"> differs from </span>
        <bdi>{showValue(observed) ?? "nothing"}</bdi>
      </span>
    </button>
  );
}
