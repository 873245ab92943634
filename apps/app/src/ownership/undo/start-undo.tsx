"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, toast } from "@v1/ui";
import { Undo2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTRPC } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { counted } from "../../format.ts";

/** Starts the undo and leads to the run that it is. */
export function StartUndo({ runId, count }: { runId: string; count: number }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const start = useMutation(
    trpc.integrations.undo.start.mutationOptions({
      onSuccess: ({ runId: undo }) => {
        void queries.invalidateQueries(trpc.integrations.runs.pathFilter());
        toast.success("The undo has begun.");
        router.push(`/runs/${undo}`);
      },
      onError: (error) => {
        const { message, hint } = problemOf(error);
        toast.error(message, { description: hint });
      },
    }),
  );
  return (
    <Button variant="primary" pending={start.isPending} onClick={() => start.mutate({ runId })}>
      <Undo2 aria-hidden className="size-3.5" />
      Undo {counted(count, "change")}
    </Button>
  );
}
