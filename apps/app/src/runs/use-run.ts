import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useSubscription } from "@trpc/tanstack-react-query";
import { useEffect, useRef } from "react";
import { useTRPC } from "../api/client.ts";
import type { Outputs } from "../api/types.ts";
import { isActive } from "./run-state.ts";

export type Run = Outputs["integrations"]["runs"]["get"];

/** Milliseconds between questions where the stream does not come through. */
const POLL_MS = 2_000;

/**
 * A run as it moves: told by the API as long as it works, asked for where the stream is cut off. When it
 * ends, what it brought in is read anew.
 */
export function useRun(runId: string | null) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const known = trpc.integrations.runs.get.queryOptions({ runId: runId ?? "" });
  const [moving, stream] = useStream(runId);
  const result = useQuery({
    ...known,
    enabled: runId !== null,
    refetchInterval: moving && stream !== "pending" ? POLL_MS : false,
  });
  const run = result.data ?? null;
  const active = run !== null && isMoving(run);
  const wasActive = useRef(false);
  useEffect(() => {
    if (wasActive.current && !active) {
      void queries.invalidateQueries(trpc.products.pathFilter());
      void queries.invalidateQueries(trpc.brand.overview.queryFilter());
      void queries.invalidateQueries(trpc.integrations.connections.pathFilter());
      void queries.invalidateQueries(trpc.integrations.runs.pathFilter());
    }
    wasActive.current = active;
  }, [active, queries, trpc]);
  return { ...result, run };
}

/** Whether it can still change by itself or by an approval. */
function isMoving({ status }: Pick<Run, "status">): boolean {
  return isActive(status) || status === "awaiting_approval";
}

function useStream(runId: string | null) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { queryKey } = trpc.integrations.runs.get.queryOptions({ runId: runId ?? "" });
  const known = queries.getQueryData(queryKey);
  const moving = runId !== null && known !== undefined && isMoving(known);
  const { status } = useSubscription(
    trpc.integrations.runs.watch.subscriptionOptions(
      { runId: runId ?? "" },
      { enabled: moving, onData: ({ data }) => queries.setQueryData(queryKey, data) },
    ),
  );
  return [moving, status] as const;
}
