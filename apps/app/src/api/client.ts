import { createTRPCClient, httpBatchLink, httpSubscriptionLink, splitLink } from "@trpc/client";
import { createTRPCContext } from "@trpc/tanstack-react-query";
import type { AppRouter } from "@v1/api";
import superjson from "superjson";

export const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>();

/** Who asks: headers for what is asked once, and the same for streams, which carry no headers. */
export interface Caller {
  token: string | null;
  brandId: string | null;
}

/** Talks to this site's `/api`, which leads to the API. */
export function apiClient(caller: () => Promise<Caller>) {
  const url = "/api/trpc";
  const headers = async () => {
    const { token, brandId } = await caller();
    return {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(brandId ? { "x-brand-id": brandId } : {}),
    };
  };
  const connectionParams = async () => {
    const { token, brandId } = await caller();
    return { ...(token ? { token } : {}), ...(brandId ? { brandId } : {}) };
  };
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: ({ type }) => type === "subscription",
        true: httpSubscriptionLink({ url, transformer: superjson, connectionParams }),
        false: httpBatchLink({ url, transformer: superjson, headers, maxItems: 10 }),
      }),
    ],
  });
}
