"use client";

import { RelativeTime, Status } from "@v1/ui";
import { QueryProblem } from "../api/query-problem.tsx";
import { useBrands } from "../frame/brand.tsx";
import { PageHeader } from "../frame/page-header.tsx";
import { comesInFiles } from "../integrations/file-sources.ts";
import { PreviewLink } from "../ownership/preview/preview-link.tsx";
import { UndoLink } from "../ownership/undo/undo-link.tsx";
import { ApproveRun } from "./approve-run.tsx";
import { CancelRun } from "./cancel-run.tsx";
import { LiveRun } from "./live-run.tsx";
import { RunDetails } from "./run-details.tsx";
import { RunFacts } from "./run-facts.tsx";
import { RunProblem } from "./run-problem.tsx";
import { RunSkeleton } from "./run-skeleton.tsx";
import { isActive, RUN_STATES } from "./run-state.ts";
import { RunTallies } from "./run-tallies.tsx";
import { runTitle } from "./run-words.ts";
import { SyncAgain } from "./sync-again.tsx";
import { type Run, useRun } from "./use-run.ts";

export function RunPage({ runId }: { runId: string }) {
  const { brand } = useBrands();
  const { run, error, refetch, isRefetching } = useRun(brand ? runId : null);
  if (error && !run) {
    return (
      <QueryProblem
        error={error}
        level={1}
        title="This run could not be read"
        retry={refetch}
        pending={isRefetching}
      />
    );
  }
  if (!run) return <RunSkeleton />;
  return <Shown key={run.id} run={run} />;
}

function Shown({ run }: { run: Run }) {
  const active = isActive(run.status);
  return (
    <>
      <PageHeader
        back={{ href: `/integrations/${run.connectionId}`, label: run.connection }}
        title={runTitle(run)}
        purpose={
          <span className="flex flex-wrap items-center gap-x-2">
            <Status tone={RUN_STATES[run.status].tone}>{RUN_STATES[run.status].short}</Status>
            <RelativeTime at={run.finishedAt ?? run.startedAt ?? run.queuedAt} />
          </span>
        }
        action={active ? <CancelRun run={run} /> : <Next run={run} />}
      />
      <div className="grid gap-6 px-4 pb-6 md:px-6">
        {run.error ? <RunProblem error={run.error} /> : null}
        {run.status === "awaiting_approval" ? <ApproveRun run={run} /> : null}
        {active ? <LiveRun run={run} /> : <RunTallies run={run} />}
        <RunFacts run={run} />
      </div>
      <RunDetails run={run} />
    </>
  );
}

/** What can be done with a run that is over: a preview is looked at, all others can be undone. */
function Next({ run }: { run: Run }) {
  if (run.kind === "preview") return <PreviewLink runId={run.id} />;
  return (
    <>
      {run.status === "completed" || run.status === "cancelled" ? <UndoLink runId={run.id} /> : null}
      {comesInFiles(run.integration) ? null : <SyncAgain run={run} />}
    </>
  );
}
