"use client";

import { Skeleton } from "@v1/ui";
import dynamic from "next/dynamic";

/** Forms and their inputs come when somebody edits: most look only. */
export const LazyFieldEditor = dynamic(
  () => import("./field-editor.tsx").then(({ FieldEditor }) => FieldEditor),
  { ssr: false, loading: () => <Skeleton className="h-23 w-full" /> },
);
