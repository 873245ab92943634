"use client";

import { buttonStyle, Skeleton, Status } from "@v1/ui";
import Link from "next/link";
import { counted, formatCount } from "../../format.ts";
import { RUN_STATES } from "../../runs/run-state.ts";
import { sharesOf } from "../../runs/tallies.ts";
import { useRun } from "../../runs/use-run.ts";
import { RowsToCorrect } from "../check/rows-to-correct.tsx";
import type { ImportJob } from "../types.ts";

const COLOURS = {
  created: "bg-accent",
  updated: "bg-accent/55",
  unchanged: "bg-ink-faint/40",
  aside: "bg-warn",
  failed: "bg-bad",
} as const;

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
  const shares = sharesOf(run.tallies);
  const read = run.tallies.read ?? 0;
  const total = Math.max(1, run.total ?? read, read);
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
        <div aria-hidden className="flex h-2 gap-px overflow-hidden rounded-full bg-sunken">
          {shares.map(({ key, count }) => (
            <span key={key} className={COLOURS[key]} style={{ width: `${(100 * count) / total}%` }} />
          ))}
        </div>
        <dl className="flex flex-wrap gap-x-8 gap-y-3">
          {shares
            .filter(({ key, count }) => count > 0 || key === "created" || key === "updated")
            .map(({ key, label, count }) => (
              <div key={key}>
                <dt className="flex items-center gap-1.5 text-ink-soft">
                  <span aria-hidden className={`size-2 rounded-sm ${COLOURS[key]}`} />
                  {label}
                </dt>
                <dd className="font-semibold text-xl tabular-nums">{formatCount(count)}</dd>
              </div>
            ))}
        </dl>
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
