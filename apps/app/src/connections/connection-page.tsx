"use client";

import { useQuery } from "@tanstack/react-query";
import { Status } from "@v1/ui";
import { useTRPC } from "../api/client.ts";
import { QueryProblem } from "../api/query-problem.tsx";
import { useBrands } from "../frame/brand.tsx";
import { PageHeader } from "../frame/page-header.tsx";
import { isActive } from "../runs/run-state.ts";
import { type Run, useRun } from "../runs/use-run.ts";
import { ConnectionAction } from "./connection-action.tsx";
import { ConnectionSkeleton } from "./connection-skeleton.tsx";
import { type Connection, connectionState } from "./connection-state.ts";
import { ConnectionTabs } from "./connection-tabs.tsx";

const BACK = { href: "/integrations", label: "Integrations" };

export function ConnectionPage({ connectionId }: { connectionId: string }) {
  const { brand } = useBrands();
  const { data, error, refetch, isRefetching } = useQuery(
    useTRPC().integrations.connections.get.queryOptions(
      { connectionId },
      { enabled: brand !== null, refetchInterval: ({ state }) => (changing(state.data) ? 3_000 : 15_000) },
    ),
  );
  if (error && !data) {
    return (
      <QueryProblem
        error={error}
        level={1}
        title="This connection could not be read"
        retry={refetch}
        pending={isRefetching}
      />
    );
  }
  if (!data) return <ConnectionSkeleton />;
  return <Shown connection={data} />;
}

/** While it syncs, and a minute longer: what a run means for its connection is settled after the run. */
function changing(connection: Connection | undefined): boolean {
  const [last] = connection?.lastRuns ?? [];
  if (!last) return false;
  return (
    isActive(last.status) || (last.finishedAt !== null && Date.now() - last.finishedAt.getTime() < 60_000)
  );
}

function Shown({ connection }: { connection: Connection }) {
  const { name, integration, accountName, lastRuns } = connection;
  // The stream of the newest run is ahead of the list that it came with.
  const { run } = useRun(lastRuns[0]?.id ?? null);
  const lastRun = run ?? lastRuns[0] ?? null;
  const { tone, word } = connectionState({ ...connection, lastRun });
  return (
    <>
      <PageHeader
        back={BACK}
        title={name}
        purpose={
          <span className="flex min-w-0 flex-wrap items-center gap-x-3">
            <Status tone={tone}>{word}</Status>
            <span className="wrap-anywhere" dir="auto">
              {[integration.name, accountName === name ? null : accountName].filter(Boolean).join(" · ")}
            </span>
          </span>
        }
        action={
          <ConnectionAction
            connection={connection}
            busy={run !== null && (isActive(run.status) || run.status === "awaiting_approval")}
          />
        }
      />
      <ConnectionTabs connection={{ ...connection, lastRuns: withNewest(lastRuns, run) }} run={run} />
    </>
  );
}

/** The list with its newest run as the stream tells it. */
function withNewest(runs: Connection["lastRuns"], newest: Run | null): Connection["lastRuns"] {
  if (!newest) return runs;
  const { status, tallies, total, error, startedAt, finishedAt } = newest;
  const now = { status, tallies, total, error, startedAt, finishedAt };
  return runs.map((run) => (run.id === newest.id ? { ...run, ...now } : run));
}
