import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import { createTRPCOptionsProxy, type TRPCOptionsProxy } from "@trpc/tanstack-react-query";
import type { AppRouter } from "@v1/api";
import type { ReactNode } from "react";
import { pageSession } from "./page-session.ts";

type Ask = (trpc: TRPCOptionsProxy<AppRouter>, queries: QueryClient) => Promise<unknown>[];

/** Draws what is below with its data, by the queries that `ask` makes; what fails is asked by the browser. */
export async function Prefetched({ ask, children }: { ask: Ask; children: ReactNode }) {
  const session = await pageSession();
  if (!session) return children;
  const queries = new QueryClient();
  const trpc = createTRPCOptionsProxy<AppRouter>({ client: session.client, queryClient: queries });
  await Promise.allSettled(ask(trpc, queries));
  return <HydrationBoundary state={dehydrate(queries)}>{children}</HydrationBoundary>;
}
