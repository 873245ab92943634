"use client";

import { cn } from "@v1/ui";
import { Package } from "lucide-react";
import Image from "next/image";
import { useState } from "react";

/** The product's picture where its source keeps it, or a quiet tile where there is none to show. */
export function ProductImage({ src }: { src: string | null }) {
  const [broken, setBroken] = useState(false);
  const frame = "size-8 shrink-0 rounded-md bg-sunken";
  if (!src || broken || !/^https?:/.test(src)) {
    return (
      <span className={cn(frame, "grid place-items-center text-ink-faint")}>
        <Package aria-hidden className="size-4" />
      </span>
    );
  }
  return (
    <Image
      src={src}
      alt=""
      width={32}
      height={32}
      referrerPolicy="no-referrer"
      className={cn(frame, "object-cover outline -outline-offset-1 outline-ink/8")}
      onError={() => setBroken(true)}
    />
  );
}
