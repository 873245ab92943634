"use client";

import { format } from "date-fns";
import { useSyncExternalStore } from "react";
import { cn } from "./cn.ts";
import { relative } from "./relative.ts";

/** "3 min ago", kept up to date, with the exact time on hover. */
export function RelativeTime({ at, className }: { at: Date; className?: string }) {
  useTick();
  return (
    <time
      // A second may have passed since the server drew it.
      suppressHydrationWarning
      dateTime={at.toISOString()}
      // Only then: a list has many, and the server knows nothing of the reader's zone.
      onPointerEnter={({ currentTarget }) => {
        currentTarget.title = format(at, "d MMM yyyy, HH:mm:ss");
      }}
      className={cn("whitespace-nowrap tabular-nums", className)}
    >
      {relative(at)}
    </time>
  );
}

/** One timer for all that are shown. */
const ticks = { count: 0, listeners: new Set<() => void>(), timer: undefined as Timer };
type Timer = ReturnType<typeof setInterval> | undefined;

function useTick() {
  useSyncExternalStore(
    subscribe,
    () => ticks.count,
    () => 0,
  );
}

function subscribe(listener: () => void): () => void {
  ticks.listeners.add(listener);
  ticks.timer ??= setInterval(() => {
    ticks.count += 1;
    for (const one of ticks.listeners) one();
  }, 30_000);
  return () => {
    ticks.listeners.delete(listener);
    if (ticks.listeners.size > 0) return;
    clearInterval(ticks.timer);
    ticks.timer = undefined;
  };
}
