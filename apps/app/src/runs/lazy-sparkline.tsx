"use client";

import { Skeleton } from "@v1/ui";
import dynamic from "next/dynamic";

/** The chart's library comes after the page. */
export const LazySparkline = dynamic(() => import("./sparkline.tsx"), {
  ssr: false,
  loading: () => <Skeleton className="h-7 w-32" />,
});
