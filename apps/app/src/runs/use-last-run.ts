import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useTRPC } from "../api/client.ts";
import { LAST_RUNS } from "./last-runs.ts";
import { isActive } from "./run-state.ts";

/** The newest run of the brand: asked often while it works, seldom otherwise. */
export function useLastRun() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const result = useQuery(
    trpc.integrations.runs.list.queryOptions(LAST_RUNS, {
      refetchInterval: ({ state }) => (active(newest(state.data?.items)) ? 1_500 : 30_000),
    }),
  );
  const run = newest(result.data?.items);

  // What a run that has just ended brought in must show without a reload.
  const busy = active(run);
  const wasBusy = useRef(busy);
  useEffect(() => {
    if (wasBusy.current && !busy) void queries.invalidateQueries(trpc.products.pathFilter());
    wasBusy.current = busy;
  }, [busy, queries, trpc]);
  return { ...result, run };
}

/** A preview has done nothing. */
function newest<T extends { kind: string }>(runs: readonly T[] | undefined): T | null {
  return runs?.find(({ kind }) => kind !== "preview") ?? null;
}

function active(run: { status: Parameters<typeof isActive>[0] } | null | undefined): boolean {
  return run ? isActive(run.status) : false;
}
