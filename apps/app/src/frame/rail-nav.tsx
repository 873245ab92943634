"use client";

import { useQuery } from "@tanstack/react-query";
import { cn } from "@v1/ui";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTRPC } from "../api/client.ts";
import { useBrands } from "./brand.tsx";
import { isCurrent, PAGES, type RailPage } from "./pages.ts";

/** More is no better known by its number. */
const MOST_SHOWN = 999;

interface RailNavProps {
  onNavigate?: () => void;
  className?: string;
}

export function RailNav({ onNavigate, className }: RailNavProps) {
  const { brand } = useBrands();
  const trpc = useTRPC();
  const { data: conflicts } = useQuery(
    trpc.integrations.conflicts.badge.queryOptions(undefined, {
      enabled: brand !== null,
      refetchInterval: 60_000,
    }),
  );
  const open = conflicts?.open ?? 0;
  const counts: Record<string, string | undefined> = {
    "/conflicts": open > MOST_SHOWN ? `${MOST_SHOWN}+` : open > 0 ? String(open) : undefined,
  };
  return (
    <nav aria-label="Main" className={className}>
      <ul className="grid gap-0.5">
        {PAGES.map((page) => (
          <li key={page.href}>
            <RailLink {...page} count={counts[page.href]} onNavigate={onNavigate} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

function RailLink({
  href,
  label,
  icon: Icon,
  count,
  onNavigate,
}: RailPage & { count?: string; onNavigate?: () => void }) {
  const current = isCurrent(href, usePathname());
  return (
    <Link
      href={href}
      onClick={onNavigate}
      aria-current={current ? "page" : undefined}
      className={cn(
        "flex h-10 items-center gap-2.5 rounded-md px-2 text-ink-soft transition-colors hover:bg-sunken hover:text-ink md:h-8",
        current && "bg-sunken font-medium text-ink",
      )}
    >
      <Icon aria-hidden className="size-4 shrink-0" />
      {label}
      {count ? (
        <span className="ml-auto rounded bg-warn-soft px-1.5 font-medium text-warn text-xs tabular-nums">
          {count}
          <span className="sr-only"> open</span>
        </span>
      ) : null}
    </Link>
  );
}
