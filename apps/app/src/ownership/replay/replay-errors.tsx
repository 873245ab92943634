"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, toast } from "@v1/ui";
import { RotateCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTRPC } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { counted } from "../../format.ts";

interface ReplayErrorsProps {
  runId: string;
  /** These errors, or all of a kind. */
  what: { errorIds: string[] } | { code: string; field: string | null };
  label: string;
}

/** Has the records of a run's errors merged again, after what was wrong is put right. */
export function ReplayErrors({ runId, what, label }: ReplayErrorsProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const replay = useMutation(
    trpc.integrations.replay.start.mutationOptions({
      onSuccess: ({ runId: made, records }) => {
        void queries.invalidateQueries(trpc.integrations.runs.pathFilter());
        toast.success(`${counted(records, "record")} tried again.`);
        router.push(`/runs/${made}`);
      },
      onError: (error) => {
        const { message, hint } = problemOf(error);
        toast.error(message, { description: hint });
      },
    }),
  );
  return (
    <Button size="sm" pending={replay.isPending} onClick={() => replay.mutate({ runId, ...what })}>
      {replay.isPending ? null : <RotateCw aria-hidden className="size-3.5" />}
      {label}
    </Button>
  );
}
