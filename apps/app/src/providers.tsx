"use client";

import type { SupabaseAddress } from "@v1/supabase/client";
import { ThemeProvider } from "next-themes";
import type { ReactNode } from "react";
import { ApiProvider } from "./api/provider.tsx";
import { SessionProvider } from "./session/provider.tsx";

interface ProvidersProps {
  auth: SupabaseAddress;
  nonce: string | undefined;
  children: ReactNode;
}

export function Providers({ auth, nonce, children }: ProvidersProps) {
  return (
    <ThemeProvider attribute="class" nonce={nonce} disableTransitionOnChange>
      <SessionProvider address={auth}>
        <ApiProvider>{children}</ApiProvider>
      </SessionProvider>
    </ThemeProvider>
  );
}
