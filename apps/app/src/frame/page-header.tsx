import { ChevronLeft } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";

interface PageHeaderProps {
  title: ReactNode;
  /** One line. */
  purpose: ReactNode;
  /** The page's one primary action, and what belongs next to it. */
  action?: ReactNode;
  /** Of the page that this one belongs to. */
  back?: { href: string; label: string };
  /** One line of state. */
  children?: ReactNode;
}

export function PageHeader({ title, purpose, action, back, children }: PageHeaderProps) {
  return (
    <div className="px-4 pt-5 pb-4 md:px-6 md:pt-6">
      {back ? (
        <Link
          href={back.href}
          className="-ml-1 mb-1 inline-flex max-w-full items-center gap-0.5 rounded text-ink-soft hover:text-ink"
        >
          <ChevronLeft aria-hidden className="size-4 shrink-0" />
          <span className="truncate" dir="auto">
            {back.label}
          </span>
        </Link>
      ) : null}
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-3">
        <div className="min-w-0 flex-1 basis-56">
          <h1 className="line-clamp-3 wrap-anywhere font-semibold text-xl tracking-tight" dir="auto">
            {title}
          </h1>
          <div className="text-pretty text-base text-ink-soft">{purpose}</div>
        </div>
        {action ? <div className="flex shrink-0 flex-wrap items-start gap-2">{action}</div> : null}
      </div>
      {children}
    </div>
  );
}
