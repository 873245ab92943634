"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, toast } from "@v1/ui";
import { useTRPC } from "../api/client.ts";
import { problemOf } from "../api/problem.ts";
import type { Run } from "./use-run.ts";

/** Stops at the next safe point: what was merged stays. */
export function CancelRun({ run }: { run: Run }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const cancel = useMutation(
    trpc.integrations.runs.cancel.mutationOptions({
      onSuccess: () => queries.invalidateQueries(trpc.integrations.runs.pathFilter()),
      onError: (error) => {
        const { message, hint } = problemOf(error);
        toast.error(message, { description: hint });
      },
    }),
  );
  const asked = run.cancelRequestedAt !== null || cancel.isPending;
  return (
    <Button onClick={() => cancel.mutate({ runId: run.id })} pending={asked}>
      {asked ? "Cancelling" : "Cancel"}
    </Button>
  );
}
