import type { ReactNode } from "react";
import { cn } from "./cn.ts";

const TONES = {
  neutral: "bg-sunken text-ink-soft",
  accent: "bg-accent-soft text-accent-ink",
  good: "bg-good-soft text-good",
  warn: "bg-warn-soft text-warn",
  bad: "bg-bad-soft text-bad",
} as const;

interface BadgeProps {
  tone?: keyof typeof TONES;
  children: ReactNode;
  className?: string;
  title?: string;
}

/** A word or a count beside something. */
export function Badge({ tone = "neutral", className, ...props }: BadgeProps) {
  return (
    <span
      className={cn(
        "inline-flex h-5 max-w-full shrink-0 items-center gap-1 truncate rounded px-1.5 font-medium text-xs tabular-nums",
        TONES[tone],
        className,
      )}
      {...props}
    />
  );
}
