"use client";

import { RelativeTime, Skeleton, Status } from "@v1/ui";
import { problemOf } from "../api/problem.ts";
import { counted, formatCount } from "../format.ts";
import { isActive, RUN_STATES } from "./run-state.ts";
import { useLastRun } from "./use-last-run.ts";

const LINE = "mt-3 flex min-h-5 flex-wrap items-center gap-x-3 gap-y-1 text-ink-soft";

type Run = NonNullable<ReturnType<typeof useLastRun>["run"]>;

/** One line on the newest run: its state, when, and what it did. */
export function LastRun() {
  const { run, error, isPending } = useLastRun();
  if (isPending) return <LastRunSkeleton />;
  return (
    <div aria-live="polite" className={LINE}>
      <LastRunLine run={run} error={error} />
    </div>
  );
}

export function LastRunSkeleton() {
  return (
    <div className={LINE}>
      <Skeleton className="h-4 w-64" />
    </div>
  );
}

function LastRunLine({ run, error }: { run: Run | null; error: unknown }) {
  if (!run && error) return <Status tone="attention">{problemOf(error).message}</Status>;
  if (!run) return <Status tone="waiting">Nothing has been synced yet</Status>;
  const { tone, word } = RUN_STATES[run.status];
  const at = run.finishedAt ?? run.startedAt ?? run.queuedAt;
  return (
    <>
      <span className="inline-flex items-center gap-1.5">
        <Status tone={tone}>{word}</Status>
        {isActive(run.status) ? null : <RelativeTime at={at} />}
      </span>
      {run.status === "running" ? <Progress run={run} /> : <Outcome run={run} />}
    </>
  );
}

function Progress({ run }: { run: Run }) {
  const read = run.tallies.read ?? 0;
  const share = run.total ? Math.min(1, read / run.total) : null;
  return (
    <span className="inline-flex items-center gap-3 tabular-nums">
      {share === null ? null : (
        <span className="h-1 w-32 overflow-hidden rounded-full bg-sunken">
          <span
            className="block h-full origin-left rounded-full bg-accent transition-transform duration-150"
            style={{ transform: `scaleX(${share})` }}
          />
        </span>
      )}
      {run.total
        ? `${formatCount(read)} of ${counted(run.total, "product")}`
        : `${counted(read, "product")} read`}
    </span>
  );
}

const FIGURES = [
  ["created", "created"],
  ["updated", "updated"],
  ["archived", "archived"],
  ["failed", "failed"],
] as const;

function Outcome({ run }: { run: Run }) {
  if (run.error) {
    return (
      <span className="text-pretty">
        {run.error.message} {run.error.hint}
      </span>
    );
  }
  const done = FIGURES.flatMap(([key, word]) => {
    const value = run.tallies[key] ?? 0;
    return value > 0 ? [`${formatCount(value)} ${word}`] : [];
  });
  const text = done.length > 0 ? done.join(", ") : "nothing had changed";
  return run.status === "completed" ? <span className="tabular-nums">{text}</span> : null;
}
