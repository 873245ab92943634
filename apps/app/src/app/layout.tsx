import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { appEnv } from "../env.ts";
import { pageSession } from "../prefetch/page-session.ts";
import { Providers } from "../providers.tsx";
import { HINT } from "../session/cookies.ts";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Product data", template: "%s · Product data" },
  description: "Product data from all your systems, with one owner for each field.",
};

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fbfbfc" },
    { media: "(prefers-color-scheme: dark)", color: "#101114" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  const expected = (await cookies()).has(HINT);
  const session = await pageSession();
  const { SUPABASE_PUBLIC_URL, SUPABASE_PUBLISHABLE_KEY } = appEnv();
  return (
    <html lang="en" suppressHydrationWarning>
      <body>
        <Providers
          authUrl={SUPABASE_PUBLIC_URL}
          publishableKey={SUPABASE_PUBLISHABLE_KEY}
          nonce={nonce}
          expected={expected}
          known={session?.user ?? null}
        >
          {children}
        </Providers>
      </body>
    </html>
  );
}
