"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, toast } from "@v1/ui";
import { RefreshCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTRPC } from "../api/client.ts";
import { problemOf } from "../api/problem.ts";

interface SyncAgainProps {
  run: { connectionId: string };
  mode?: "auto" | "full";
  label?: string;
  variant?: "primary" | "secondary";
  /** Leads to the run that was started. */
  follow?: boolean;
}

/** Starts a run of one connection. */
export function SyncAgain({
  run,
  mode = "auto",
  label = "Sync again",
  variant,
  follow = true,
}: SyncAgainProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const trigger = useMutation(
    trpc.integrations.runs.trigger.mutationOptions({
      onSuccess: async ({ runId, alreadyActive }) => {
        if (alreadyActive) toast("A run of this connection is under way already.");
        await Promise.all([
          queries.invalidateQueries(trpc.integrations.runs.pathFilter()),
          queries.invalidateQueries(trpc.integrations.connections.pathFilter()),
        ]);
        if (follow) router.push(`/runs/${runId}`);
      },
      onError: (error) => {
        const { message, hint } = problemOf(error);
        toast.error(message, { description: hint });
      },
    }),
  );
  return (
    <Button
      variant={variant}
      pending={trigger.isPending}
      onClick={() => trigger.mutate({ connectionId: run.connectionId, mode })}
    >
      {trigger.isPending ? null : <RefreshCw aria-hidden className="size-3.5" />}
      {label}
    </Button>
  );
}
