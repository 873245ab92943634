"use client";

import { buttonStyle, Skeleton, Status } from "@v1/ui";
import Link from "next/link";
import { counted, formatCount } from "../../format.ts";
import { RUN_STATES } from "../../runs/run-state.ts";
import { ShareBar } from "../../runs/share-bar.tsx";
import { useRun } from "../../runs/use-run.ts";
import { RowsToCorrect } from "../check/rows-to-correct.tsx";
import type { ImportJob } from "../types.ts";

/** The run that an import became: live while it works, then what it did. */
export function ResultStep({ job }: { job: ImportJob }) {
  const { run } = useRun(job.runId);
  if (!run) {
    return (
      <div className="grid max-w-xl gap-3" role="status" aria-label="The run is being read">
        <Skeleton className="h-6 w-48" />
        <Skeleton className="h-2 w-full" />
        <Skeleton className="h-16 w-full" />
      </div>
    );
  }
  const read = run.tallies.read ?? 0;
  const { tone, short } = RUN_STATES[run.status];
  return (
    <div className="grid gap-8">
      <div className="grid max-w-2xl gap-4">
        <p className="flex flex-wrap items-center gap-x-3" aria-live="polite">
          <Status tone={tone} className="text-base">
            {run.status === "running" ? "Importing" : short}
          </Status>
          <span className="text-ink-soft tabular-nums">
            {run.total
              ? `${formatCount(read)} of ${counted(run.total, "product")}`
              : counted(read, "product")}
          </span>
        </p>
        <ShareBar tallies={run.tallies} total={run.total} />
        <div className="flex flex-wrap gap-2">
          <Link href="/products" className={buttonStyle({ variant: "primary" })}>
            See the products
          </Link>
          <Link href={`/runs/${run.id}`} className={buttonStyle()}>
            Open the run
          </Link>
        </div>
      </div>
      {job.status === "COMPLETED" && (job.summary?.rowsWithIssues ?? 0) > 0 ? (
        <RowsToCorrect job={job} />
      ) : null}
    </div>
  );
}
