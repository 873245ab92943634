import { createTRPCClient, httpBatchLink } from "@trpc/client";
import type { AppRouter } from "@v1/api";
import { cookies, headers } from "next/headers";
import { cache } from "react";
import superjson from "superjson";
import type { Outputs } from "../api/types.ts";
import { appEnv } from "../env.ts";
import { BRAND_COOKIE } from "../frame/brand-cookie.ts";
import { TOKEN } from "../session/cookies.ts";
import { claimsOf } from "./claims.ts";

/** By their paths, the pages that are sent with their data; all others wait for the browser's session. */
const WITH_DATA = /^\/(integrations|products(\/[0-9a-f-]{36})?)$/;

/** As long as a page may wait for its data; what is not there by then, the browser asks for. */
const PATIENCE_MS = 1_500;

export interface PageSession {
  user: { id: string; email: string };
  brands: Outputs["brand"]["list"];
  brandId: string;
  client: ReturnType<typeof apiClient>;
}

/**
 * Who opens the page that is being drawn, and the way to their data: null where that is not known, as
 * without a session or with one that the API refuses. Then the browser asks, as on the way between pages.
 */
export const pageSession = cache(async (): Promise<PageSession | null> => {
  const [sent, kept] = [await headers(), await cookies()];
  // Between pages, the page that is there already stays until the next one's frame comes: that one waits for nothing.
  if (sent.get("sec-fetch-dest") !== "document" || !WITH_DATA.test(sent.get("x-path") ?? "")) return null;
  const [token, brandId] = [kept.get(TOKEN)?.value, kept.get(BRAND_COOKIE)?.value];
  const user = token ? claimsOf(token) : null;
  if (!token || !brandId || !user) return null;
  const client = apiClient(token, brandId);
  const brands = await client.brand.list.query().catch(() => []);
  return brands.some(({ id }) => id === brandId) ? { user, brands, brandId, client } : null;
});

function apiClient(token: string, brandId: string) {
  const late = AbortSignal.timeout(PATIENCE_MS);
  return createTRPCClient<AppRouter>({
    links: [
      httpBatchLink({
        url: `${appEnv().API_URL.replace(/\/$/, "")}/trpc`,
        transformer: superjson,
        headers: { authorization: `Bearer ${token}`, "x-brand-id": brandId },
        fetch: (url, init) =>
          fetch(url, { method: init?.method, headers: init?.headers, signal: late, cache: "no-store" }),
      }),
    ],
  });
}
