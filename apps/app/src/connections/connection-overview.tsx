"use client";

import { RelativeTime, Skeleton } from "@v1/ui";
import dynamic from "next/dynamic";
import Link from "next/link";
import type { ReactNode } from "react";
import { formatCount } from "../format.ts";
import { OfferedBack } from "../ownership/offered/offered-back.tsx";
import { ApproveRun } from "../runs/approve-run.tsx";
import { CancelRun } from "../runs/cancel-run.tsx";
import { LiveRun } from "../runs/live-run.tsx";
import { RunList } from "../runs/run-list.tsx";
import { RunProblem } from "../runs/run-problem.tsx";
import { isActive } from "../runs/run-state.ts";
import { modeWords } from "../runs/run-words.ts";
import { sharesOf, type Tallies } from "../runs/tallies.ts";
import type { Run } from "../runs/use-run.ts";
import type { Connection } from "./connection-state.ts";
import { NextSync } from "./next-sync.tsx";
import { recordsOf } from "./records-of.ts";
import { scheduleLabel } from "./schedule.ts";
import { StateNote } from "./state-note.tsx";

const History = dynamic(() => import("../runs/run-history.tsx"), {
  ssr: false,
  loading: () => <Skeleton className="h-32 w-full" />,
});

export function ConnectionOverview({ connection, run }: { connection: Connection; run: Run | null }) {
  return (
    <div className="grid gap-8 py-5">
      <div className="grid gap-6 px-4 empty:hidden md:px-6">
        <StateNote connection={connection} />
        <OfferedBack connection={connection} />
        {run ? <Current run={run} connection={connection} /> : null}
      </div>
      <Facts connection={connection} />
      <section aria-labelledby="history" className="px-4 md:px-6">
        <h2 id="history" className="mb-3 font-semibold text-base">
          Last 20 runs
        </h2>
        {connection.lastRuns.some(({ tallies }) => hasChanged(tallies)) ? (
          <History runs={connection.lastRuns} />
        ) : (
          <p className="text-ink-soft">
            {connection.lastRuns.length > 0
              ? "None of them has changed anything yet."
              : "It has not run yet. “Sync now” starts the first run."}
          </p>
        )}
      </section>
      {connection.lastRuns.length > 0 ? (
        <section aria-labelledby="latest">
          <div className="mb-2 flex items-baseline justify-between px-4 md:px-6">
            <h2 id="latest" className="font-semibold text-base">
              Latest
            </h2>
            <Link href="?tab=runs" className="rounded text-accent-ink underline-offset-4 hover:underline">
              All runs
            </Link>
          </div>
          <RunList runs={connection.lastRuns.slice(0, 5)} />
        </section>
      ) : null}
    </div>
  );
}

/** Whether its bar can be seen. */
function hasChanged(tallies: Tallies): boolean {
  return sharesOf(tallies).some(({ key, count }) => key !== "unchanged" && count > 0);
}

/** The newest run, where there is something to see or to decide. */
function Current({ run, connection }: { run: Run; connection: Connection }) {
  if (run.status === "awaiting_approval") return <ApproveRun run={run} />;
  if (run.status === "failed" && run.error) {
    return (
      <div className="grid gap-2">
        {/* In error, the connection itself has said so above. */}
        {connection.status === "error" ? null : <RunProblem error={run.error} />}
        <p className="flex gap-4">
          {connection.status === "error" ? null : (
            <Link href="?tab=settings" className="rounded text-accent-ink underline-offset-4 hover:underline">
              Check its settings
            </Link>
          )}
          <Link
            href={`/runs/${run.id}`}
            className="rounded text-accent-ink underline-offset-4 hover:underline"
          >
            Look at the run
          </Link>
        </p>
      </div>
    );
  }
  if (!isActive(run.status)) return null;
  return (
    <section aria-label="Run under way" className="rounded-lg border border-line bg-surface p-4">
      <div className="mb-4 flex flex-wrap items-center justify-between gap-2">
        <h2 className="font-semibold text-base">
          <Link href={`/runs/${run.id}`} className="rounded underline-offset-4 hover:underline">
            {modeWords(run.mode)} under way
          </Link>
        </h2>
        <CancelRun run={run} />
      </div>
      <LiveRun run={run} />
    </section>
  );
}

function Facts({ connection }: { connection: Connection }) {
  const { lastSyncAt, lastFullSyncAt, lastRuns, scheduleCron, fullReadCron } = connection;
  const records = recordsOf(lastRuns);
  return (
    <dl className="grid grid-cols-2 gap-x-8 gap-y-5 px-4 sm:grid-cols-4 md:px-6">
      <Fact name="Records at the source">{records === null ? "not known yet" : formatCount(records)}</Fact>
      <Fact name="Last sync">{lastSyncAt ? <RelativeTime at={lastSyncAt} /> : "never"}</Fact>
      {/* Without a schedule of its own, what comes next is the full read. */}
      <Fact name="Next sync" note={scheduleCron ? scheduleLabel(scheduleCron) : scheduleLabel(fullReadCron)}>
        <NextSync connection={connection} />
      </Fact>
      <Fact name="Last full read" note={scheduleLabel(fullReadCron)}>
        {lastFullSyncAt ? <RelativeTime at={lastFullSyncAt} /> : "never"}
      </Fact>
    </dl>
  );
}

interface FactProps {
  name: string;
  note?: string;
  children: ReactNode;
}

function Fact({ name, note, children }: FactProps) {
  return (
    <div>
      <dt className="text-ink-faint text-xs">{name}</dt>
      <dd className="font-semibold text-lg tabular-nums">{children}</dd>
      {note ? <dd className="text-ink-faint text-xs">{note}</dd> : null}
    </div>
  );
}
