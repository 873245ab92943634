"use client";

import { format, formatDistanceToNowStrict } from "date-fns";
import { useEffect, useState } from "react";
import { cn } from "./cn.ts";

/** "3 min ago", kept up to date, with the exact time on hover. */
export function RelativeTime({ at, className }: { at: Date; className?: string }) {
  useMinute();
  return (
    <time
      dateTime={at.toISOString()}
      title={format(at, "d MMM yyyy, HH:mm:ss")}
      className={cn("whitespace-nowrap tabular-nums", className)}
    >
      {relative(at)}
    </time>
  );
}

/** A time within the last seconds is "just now"; clocks that disagree never show a future. */
export function relative(at: Date, now: Date = new Date()): string {
  if (now.getTime() - at.getTime() < 10_000) return "just now";
  const distance = formatDistanceToNowStrict(at, { addSuffix: true });
  return distance
    .replace(/ seconds?/, " s")
    .replace(/ minutes?/, " min")
    .replace(/ hours?/, " h");
}

function useMinute() {
  const [, setTick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTick((tick) => tick + 1), 30_000);
    return () => clearInterval(timer);
  }, []);
}
