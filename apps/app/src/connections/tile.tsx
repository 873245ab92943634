import { cn } from "@v1/ui";
import type { CSSProperties } from "react";

/** An integration's initials on a colour of its own: neither needs a picture from elsewhere. */
export function Tile({ name, className }: { name: string; className?: string }) {
  const hue = [...name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 360, 7);
  const initials = name
    .split(/[\s-]+/)
    .slice(0, 2)
    .map((word) => [...word][0]?.toUpperCase() ?? "")
    .join("");
  return (
    <span
      aria-hidden
      className={cn(
        "grid size-8 shrink-0 place-items-center rounded-md font-semibold text-[0.6875rem] tracking-tight",
        "bg-[oklch(0.93_0.04_var(--hue))] text-[oklch(0.42_0.11_var(--hue))] dark:bg-[oklch(0.3_0.05_var(--hue))] dark:text-[oklch(0.85_0.08_var(--hue))]",
        className,
      )}
      style={{ "--hue": hue } as CSSProperties}
    >
      {initials}
    </span>
  );
}
