"use client";

import type { ReactNode } from "react";
import { Palette } from "../palette/palette.tsx";
import { BrandSwitch } from "./brand-switch.tsx";
import { CONTENT_ID } from "./keep-focus.tsx";
import { MobileMenu } from "./mobile-menu.tsx";
import { RailNav } from "./rail-nav.tsx";
import { UserMenu } from "./user-menu.tsx";

/** A rail on the left; on a narrow screen a bar on top. */
export function Frame({ children }: { children: ReactNode }) {
  return (
    <div className="md:grid md:grid-cols-[14rem_minmax(0,1fr)]">
      <a
        href={`#${CONTENT_ID}`}
        className="sr-only rounded-md bg-accent px-3 py-2 font-medium text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50"
      >
        Skip to the content
      </a>
      <header className="sticky top-0 z-20 flex h-12 items-center gap-1 border-line border-b bg-canvas px-3 md:h-dvh md:flex-col md:items-stretch md:gap-2 md:border-r md:border-b-0 md:p-3">
        <BrandSwitch />
        <div className="ml-auto md:mt-1 md:ml-0">
          <Palette />
        </div>
        <RailNav className="hidden flex-1 md:mt-2 md:block" />
        <div className="md:ml-0">
          <UserMenu />
        </div>
        <MobileMenu />
      </header>
      <main id={CONTENT_ID} tabIndex={-1} className="min-w-0 outline-none">
        {children}
      </main>
    </div>
  );
}
