import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CirclePause,
  CircleX,
  type LucideIcon,
  RefreshCw,
} from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn.ts";

export type Tone = "good" | "working" | "attention" | "bad" | "paused" | "waiting";

const TONES: Record<Tone, { icon: LucideIcon; className: string }> = {
  good: { icon: CircleCheck, className: "text-good" },
  working: { icon: RefreshCw, className: "text-accent-ink" },
  attention: { icon: CircleAlert, className: "text-warn" },
  bad: { icon: CircleX, className: "text-bad" },
  paused: { icon: CirclePause, className: "text-ink-soft" },
  waiting: { icon: CircleDashed, className: "text-ink-soft" },
};

/** A state by colour, icon and word together, so that none of them is needed alone. */
export function Status({
  tone,
  children,
  className,
}: {
  tone: Tone;
  children: ReactNode;
  className?: string;
}) {
  const { icon: Icon, className: colour } = TONES[tone];
  return (
    <span className={cn("inline-flex items-center gap-1.5 whitespace-nowrap font-medium", colour, className)}>
      <Icon
        aria-hidden
        className={cn("size-3.5 shrink-0", tone === "working" && "animate-spin [animation-duration:1.6s]")}
      />
      {children}
    </span>
  );
}
