"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Button } from "@v1/ui";
import { CircleAlert } from "lucide-react";
import { useTRPC } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { ProblemNote } from "../../api/problem-note.tsx";

interface TransferProblemProps {
  change: { error: unknown; reset: () => void };
  preview: { refetch: () => unknown };
}

/** Why a transfer was refused. Where somebody was quicker, that nothing happened, and the way to look again. */
export function TransferProblem({ change, preview }: TransferProblemProps) {
  const { error } = change;
  const trpc = useTRPC();
  const queries = useQueryClient();
  if (!error) return null;
  if (problemOf(error).code !== "conflict") return <ProblemNote error={error} />;
  return (
    <div role="alert" className="flex items-start gap-2.5 rounded-lg bg-warn-soft p-3">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
      <div className="grid min-w-0 justify-items-start gap-2 text-pretty">
        <p>
          <span className="font-medium text-warn">Somebody changed this while you looked.</span> Nothing of
          yours was written, because the figures above may no longer be true.
        </p>
        <Button
          size="sm"
          onClick={() => {
            void queries.invalidateQueries(trpc.integrations.owners.list.queryFilter());
            change.reset();
            void preview.refetch();
          }}
        >
          Work the figures out anew
        </Button>
      </div>
    </div>
  );
}
