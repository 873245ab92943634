"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Dialog, DialogActions, DialogClose, DialogContent, toast } from "@v1/ui";
import { Check } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTRPC } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { StartPreview } from "./start-preview.tsx";

/** Runs exactly what was previewed; where something has changed since, says what, and asks. */
export function TakeOver({ runId, connectionId }: { runId: string; connectionId: string }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const take = useMutation(
    trpc.integrations.preview.takeOver.mutationOptions({
      onSuccess: ({ runId: made }) => {
        void queries.invalidateQueries(trpc.integrations.runs.pathFilter());
        void queries.invalidateQueries(trpc.integrations.preview.pathFilter());
        router.push(`/runs/${made}`);
      },
      onError: (error) => {
        const { code, message, hint } = problemOf(error);
        if (code !== "precondition_failed") toast.error(message, { description: hint });
      },
    }),
  );
  const problem = take.error ? problemOf(take.error) : null;
  const outdated = problem?.code === "precondition_failed" ? Object.values(problem.fields ?? {}) : null;
  return (
    <>
      <Button variant="primary" pending={take.isPending} onClick={() => take.mutate({ runId })}>
        {take.isPending ? null : <Check aria-hidden className="size-3.5" />}
        Do exactly this
      </Button>
      <Dialog open={outdated !== null} onOpenChange={(open) => (open ? undefined : take.reset())}>
        {outdated ? (
          <DialogContent
            title="Something has changed since"
            description="The preview may not be true any more. Nothing was written."
          >
            <ul className="grid list-disc gap-1 pl-5">
              {outdated.map((what) => (
                <li key={what}>{what}</li>
              ))}
            </ul>
            <DialogActions>
              <DialogClose asChild>
                <Button>Not now</Button>
              </DialogClose>
              <Button pending={take.isPending} onClick={() => take.mutate({ runId, anyway: true })}>
                Do it anyway
              </Button>
              <StartPreview connectionId={connectionId} label="Preview anew" />
            </DialogActions>
          </DialogContent>
        ) : null}
      </Dialog>
    </>
  );
}
