"use client";

import type { ComponentProps } from "react";
import { cn } from "./cn.ts";
import { DialogContent } from "./dialog.tsx";

/** A dialogue's content at the right edge, as high as the page; on a narrow screen it comes up from below. */
export function SidePanel({ className, ...props }: ComponentProps<typeof DialogContent>) {
  return (
    <DialogContent
      className={cn(
        "sm:inset-y-0 sm:top-0 sm:right-0 sm:left-auto sm:h-dvh sm:max-h-none sm:max-w-lg sm:translate-x-0 sm:rounded-none sm:border-y-0 sm:border-r-0",
        className,
      )}
      {...props}
    />
  );
}
