"use client";

import { cn } from "@v1/ui";
import { Package } from "lucide-react";
import Image from "next/image";
import { useState } from "react";

/** The product's picture where its source keeps it, or a quiet tile where there is none to show. */
export function ProductImage({ src, size = "sm" }: { src: string | null; size?: "sm" | "lg" }) {
  const [broken, setBroken] = useState(false);
  const pixels = size === "lg" ? 80 : 32;
  const frame = cn("shrink-0 bg-sunken", size === "lg" ? "size-20 rounded-lg" : "size-8 rounded-md");
  if (!src || broken || !/^https?:/.test(src)) {
    return (
      <span className={cn(frame, "grid place-items-center text-ink-faint")}>
        <Package aria-hidden className={size === "lg" ? "size-7" : "size-4"} />
      </span>
    );
  }
  return (
    <Image
      src={src}
      alt=""
      width={pixels}
      height={pixels}
      referrerPolicy="no-referrer"
      className={cn(frame, "object-cover outline -outline-offset-1 outline-ink/8")}
      onError={() => setBroken(true)}
    />
  );
}
