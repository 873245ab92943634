"use client";

import { Toaster } from "@v1/ui";
import { ThemeProvider } from "next-themes";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { ApiProvider } from "./api/provider.tsx";
import { KeepFocus } from "./frame/keep-focus.tsx";
import { SessionProvider } from "./session/provider.tsx";

interface ProvidersProps {
  /** Of the auth server; without it this site leads there. */
  authUrl: string | undefined;
  publishableKey: string;
  nonce: string | undefined;
  /** Whether somebody was signed in at this browser before. */
  expected: boolean;
  /** Whose data the page was sent with. */
  known: { id: string; email: string } | null;
  children: ReactNode;
}

export function Providers({ authUrl, publishableKey, nonce, expected, known, children }: ProvidersProps) {
  return (
    <ThemeProvider attribute="class" nonce={nonce} disableTransitionOnChange>
      <SessionProvider authUrl={authUrl} publishableKey={publishableKey} expected={expected} known={known}>
        <ApiProvider>
          <NuqsAdapter>{children}</NuqsAdapter>
        </ApiProvider>
      </SessionProvider>
      <KeepFocus />
      <Toaster />
    </ThemeProvider>
  );
}
