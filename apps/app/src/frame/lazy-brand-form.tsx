"use client";

import { Skeleton } from "@v1/ui";
import dynamic from "next/dynamic";

/** The form and its rules come when somebody makes a brand. */
export const LazyBrandForm = dynamic(() => import("./brand-form.tsx").then(({ BrandForm }) => BrandForm), {
  ssr: false,
  loading: () => <Skeleton className="h-27 w-full" />,
});
