"use client";

import { format } from "date-fns";
import { useEffect, useState } from "react";
import { cn } from "./cn.ts";
import { relative } from "./relative.ts";

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

function useMinute() {
  const [, setTick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTick((tick) => tick + 1), 30_000);
    return () => clearInterval(timer);
  }, []);
}
