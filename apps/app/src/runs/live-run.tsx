"use client";

import { cn, Status } from "@v1/ui";
import { formatDuration, formatRate } from "../duration.ts";
import { counted, formatCount } from "../format.ts";
import { timeLeft } from "./pace.ts";
import { ShareBar } from "./share-bar.tsx";
import { type Stage, stagesOf } from "./stages.ts";
import { useNow } from "./use-now.ts";
import { usePace } from "./use-pace.ts";
import type { Run } from "./use-run.ts";

/** A run under way: where its records are, how fast it is, how long it still takes, and what it has done so far. */
export function LiveRun({ run }: { run: Run }) {
  const now = useNow(true);
  const pace = usePace(run, now);
  const read = run.tallies.read ?? 0;
  const left = timeLeft(read, run.total, pace);
  const ran = run.startedAt ? now - run.startedAt.getTime() : null;
  return (
    <div className="@container grid gap-5">
      {run.startedAt ? null : (
        <p className="text-ink-soft tabular-nums">
          Waits for a worker, since {formatDuration(Math.max(0, now - run.queuedAt.getTime()))}.
        </p>
      )}
      <ol className="grid @4xl:auto-cols-fr @4xl:grid-flow-col @4xl:grid-cols-none grid-cols-2 gap-x-6 gap-y-3">
        {stagesOf(run).map((stage) => (
          <li key={stage.name} className="@4xl:last:odd:col-span-1 min-w-0 last:odd:col-span-2">
            <StageBar stage={stage} />
          </li>
        ))}
      </ol>
      <dl className="flex flex-wrap gap-x-8 gap-y-2">
        <Fact name="Merged">
          {run.total === null ? counted(read, "record") : `${formatCount(read)} of ${formatCount(run.total)}`}
        </Fact>
        <Fact name="Rate">{pace === null || read === 0 ? "not known yet" : formatRate(pace)}</Fact>
        <Fact name="Time left">
          {left === null ? "not known yet" : left < 500 ? "under 1 s" : `about ${formatDuration(left)}`}
        </Fact>
        <Fact name="Running for">{ran === null ? "not begun" : formatDuration(ran)}</Fact>
      </dl>
      <ShareBar tallies={run.tallies} total={run.total} />
      <p role="status" className="sr-only">
        {run.total === null ? "" : `${Math.floor((read / Math.max(1, run.total)) * 10) * 10} percent merged`}
      </p>
    </div>
  );
}

function Fact({ name, children }: { name: string; children: string }) {
  return (
    <div>
      <dt className="text-ink-faint text-xs">{name}</dt>
      <dd className="font-medium tabular-nums">{children}</dd>
    </div>
  );
}

function StageBar({ stage: { name, state, share, detail } }: { stage: Stage }) {
  const filled = state === "done" ? 1 : (share ?? 0);
  return (
    <>
      <span className="flex items-center justify-between gap-2">
        <Status
          tone={state === "done" ? "good" : state === "now" ? "working" : "waiting"}
          className="min-w-0"
        >
          <span className={cn(state !== "now" && "font-normal")}>{name}</span>
        </Status>
        <span className="text-ink-faint text-xs tabular-nums">{detail}</span>
      </span>
      <span aria-hidden className="mt-1.5 block h-1 overflow-hidden rounded-full bg-sunken">
        <span
          className={cn(
            "block h-full origin-left rounded-full transition-transform duration-150",
            state === "done" ? "bg-good" : "bg-accent",
            state === "now" && share === null && "w-1/3 animate-pulse",
          )}
          style={state === "now" && share === null ? undefined : { transform: `scaleX(${filled})` }}
        />
      </span>
    </>
  );
}
