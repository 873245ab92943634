"use client";

import { Skeleton } from "@v1/ui";
import dynamic from "next/dynamic";

/** What tells of a value comes when somebody asks for it. */
export const LazyExplainValue = dynamic(
  () => import("./explain-value.tsx").then(({ ExplainValue }) => ExplainValue),
  { ssr: false, loading: () => <Skeleton className="h-40 w-full" /> },
);
