"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Skeleton } from "@v1/ui";
import { RefreshCw } from "lucide-react";
import { useTRPC } from "../api/client.ts";
import { problemOf } from "../api/problem.ts";
import { isActive } from "./run-state.ts";
import { useLastRun } from "./use-last-run.ts";

/** Starts a sync of every connection that is up; one that is already running is left alone. */
export function SyncNow() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { run } = useLastRun();
  const { data: connections, isPending } = useQuery(trpc.integrations.connections.list.queryOptions());
  const trigger = useMutation(trpc.integrations.runs.trigger.mutationOptions());
  const connected = connections?.filter(({ status }) => status === "connected") ?? [];
  if (isPending) return <SyncNowSkeleton />;
  if (connected.length === 0) return null;

  async function start() {
    await Promise.all(connected.map(({ id }) => trigger.mutateAsync({ connectionId: id }))).catch(() => {});
    await queries.invalidateQueries(trpc.integrations.runs.pathFilter());
  }
  const busy = trigger.isPending || (run ? isActive(run.status) : false);
  return (
    <div className="flex shrink-0 flex-col items-end gap-1">
      <Button variant="primary" onClick={start} pending={busy}>
        {busy ? null : <RefreshCw aria-hidden className="size-3.5" />}
        {busy ? "Syncing" : "Sync now"}
      </Button>
      {trigger.error ? (
        <p role="alert" className="max-w-60 text-right text-bad text-xs">
          {problemOf(trigger.error).message} {problemOf(trigger.error).hint}
        </p>
      ) : null}
    </div>
  );
}

export function SyncNowSkeleton() {
  return <Skeleton className="h-8 w-26 shrink-0 rounded-md" />;
}
