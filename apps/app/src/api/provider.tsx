"use client";

import { QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { chosenBrand } from "../frame/chosen-brand.ts";
import { knownBrands } from "../frame/known-brands.ts";
import { useSession } from "../session/provider.tsx";
import { apiClient, TRPCProvider } from "./client.ts";
import { problemOf } from "./problem.ts";

export function ApiProvider({ children }: { children: ReactNode }) {
  const session = useSession();
  // The clients live as long as the page; they ask for the session of the moment.
  const current = useRef(session);
  useEffect(() => {
    current.current = session;
  });
  const [queries] = useState(() => queryClient(() => current.current.signOut()));
  const [client] = useState(() => apiClient(() => callerOf(() => current.current.accessToken())));

  const signedOut = session.user.status === "out";
  useEffect(() => {
    if (!signedOut) return;
    queries.clear();
    knownBrands.forget();
  }, [signedOut, queries]);

  return (
    <QueryClientProvider client={queries}>
      <TRPCProvider trpcClient={client} queryClient={queries}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  );
}

async function callerOf(accessToken: () => Promise<string | null>) {
  return { token: await accessToken(), brandId: chosenBrand.get() };
}

function queryClient(signOut: () => Promise<void>): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (problemOf(error).code === "unauthenticated") void signOut();
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (failures, error) => problemOf(error).retryable && failures < 2,
        retryDelay: (failures) => Math.min(500 * 2 ** failures, 4_000),
      },
    },
  });
}
