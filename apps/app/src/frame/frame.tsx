"use client";

import { cn } from "@v1/ui";
import { Package } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { BrandSwitch } from "./brand-switch.tsx";
import { UserMenu } from "./user-menu.tsx";

const PAGES = [{ href: "/products", label: "Products", icon: Package }];

/** A rail on the left; on a narrow screen a bar on top. */
export function Frame({ children }: { children: ReactNode }) {
  return (
    <div className="md:grid md:grid-cols-[14rem_minmax(0,1fr)]">
      <header className="sticky top-0 z-20 flex h-12 items-center gap-2 border-line border-b bg-canvas px-3 md:h-dvh md:flex-col md:items-stretch md:border-r md:border-b-0 md:p-3">
        <BrandSwitch />
        <nav aria-label="Main" className="hidden flex-1 md:mt-3 md:block">
          <ul className="grid gap-0.5">
            {PAGES.map((page) => (
              <li key={page.href}>
                <RailLink {...page} />
              </li>
            ))}
          </ul>
        </nav>
        <div className="ml-auto md:ml-0">
          <UserMenu />
        </div>
      </header>
      <main className="min-w-0">{children}</main>
    </div>
  );
}

function RailLink({ href, label, icon: Icon }: (typeof PAGES)[number]) {
  const current = usePathname().startsWith(href);
  return (
    <Link
      href={href}
      aria-current={current ? "page" : undefined}
      className={cn(
        "flex h-8 items-center gap-2.5 rounded-md px-2 text-ink-soft transition-colors hover:bg-sunken hover:text-ink",
        current && "bg-sunken font-medium text-ink",
      )}
    >
      <Icon aria-hidden className="size-4" />
      {label}
    </Link>
  );
}
