import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn.ts";

export interface NoticeProps {
  icon: LucideIcon;
  title: string;
  /** Of its heading: 1 where the notice is all of the page. */
  level?: 1 | 2;
  /** Why it is so, and what to do about it. */
  children: ReactNode;
  tone?: "neutral" | "bad";
  action?: ReactNode;
  detail?: ReactNode;
}

/** Fills the place of content that is not there: nothing yet, or something went wrong. */
export function Notice({
  icon: Icon,
  title,
  level = 2,
  children,
  tone = "neutral",
  action,
  detail,
}: NoticeProps) {
  const Heading = level === 1 ? "h1" : "h2";
  return (
    <div
      role={tone === "bad" ? "alert" : undefined}
      className="mx-auto flex max-w-md flex-col items-center px-4 py-20 text-center"
    >
      <span
        className={cn(
          "mb-4 grid size-10 place-items-center rounded-lg",
          tone === "bad" ? "bg-bad-soft text-bad" : "bg-sunken text-ink-soft",
        )}
      >
        <Icon aria-hidden className="size-5" />
      </span>
      <Heading className="font-semibold text-ink text-lg">{title}</Heading>
      <div className="mt-1 text-pretty text-base text-ink-soft">{children}</div>
      {action ? <div className="mt-5 flex gap-2">{action}</div> : null}
      {detail ? <div className="mt-5 text-ink-faint text-xs">{detail}</div> : null}
    </div>
  );
}
