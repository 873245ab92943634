"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Dialog, DialogActions, DialogClose, DialogContent, DialogTrigger } from "@v1/ui";
import { CircleAlert } from "lucide-react";
import { useState } from "react";
import { useTRPC } from "../api/client.ts";
import { ProblemNote } from "../api/problem-note.tsx";
import { counted, formatCount } from "../format.ts";
import { useBrands } from "../frame/brand.tsx";
import { OwnersOnly } from "../frame/owners-only.tsx";
import { CancelRun } from "./cancel-run.tsx";
import type { Run } from "./use-run.ts";

/** For a run that stopped before it archives much: what it would do, in figures, and the decision. */
export function ApproveRun({ run }: { run: Run }) {
  const { brand } = useBrands();
  const { gone = 0, live = 0 } = run.guard ?? {};
  const share = live > 0 ? ` (${Math.round((gone / live) * 100)} %)` : "";
  return (
    <section aria-label="Approval" className="flex items-start gap-3 rounded-lg bg-warn-soft p-4">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
      <div className="grid min-w-0 gap-3">
        <div>
          <h2 className="font-semibold text-base text-warn">
            This run waits before it archives {counted(gone, "product")}
          </h2>
          <p className="max-w-160 text-pretty text-ink-soft">
            {formatCount(gone)} of {counted(live, "product")}
            {share} that {run.connection} had are missing from this read. If they are gone for good, approve;
            if the source is at fault, cancel, and they stay as they are.
          </p>
        </div>
        {brand?.role === "owner" ? (
          <div className="flex flex-wrap gap-2">
            <Approve run={run} gone={gone} kept={live - gone} />
            <CancelRun run={run} />
          </div>
        ) : (
          <OwnersOnly what="approve it" />
        )}
      </div>
    </section>
  );
}

function Approve({ run, gone, kept }: { run: Run; gone: number; kept: number }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [open, setOpen] = useState(false);
  const approve = useMutation(
    trpc.integrations.runs.approve.mutationOptions({
      onSuccess: async () => {
        setOpen(false);
        await queries.invalidateQueries(trpc.integrations.runs.pathFilter());
      },
    }),
  );
  const words = `Archive ${counted(gone, "product")}`;
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="primary">{words}</Button>
      </DialogTrigger>
      <DialogContent
        title={`${words}?`}
        description={`It archives ${formatCount(gone)} and keeps ${formatCount(kept)}. An archived product comes back with its values when the source has it again.`}
      >
        <ProblemNote error={approve.error} />
        <DialogActions>
          <DialogClose asChild>
            <Button>Not now</Button>
          </DialogClose>
          <Button
            variant="primary"
            pending={approve.isPending}
            onClick={() => approve.mutate({ runId: run.id })}
          >
            {words}
          </Button>
        </DialogActions>
      </DialogContent>
    </Dialog>
  );
}
