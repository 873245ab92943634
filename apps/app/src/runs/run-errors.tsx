"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Badge, Button, Notice, Skeleton } from "@v1/ui";
import { ChevronRight, CircleCheck } from "lucide-react";
import { useState } from "react";
import { useTRPC } from "../api/client.ts";
import { ProblemNote } from "../api/problem-note.tsx";
import { QueryProblem } from "../api/query-problem.tsx";
import type { Outputs } from "../api/types.ts";
import { counted } from "../format.ts";
import { ReplayErrors } from "../ownership/replay/replay-errors.tsx";
import { fieldLabel } from "../values/show-value.ts";

type Group = Outputs["integrations"]["runs"]["errorGroups"][number];

interface RunErrorsProps {
  runId: string;
  /** Whether its records can be tried again: an undo has none. */
  replayable: boolean;
  groups: { data?: Group[]; error: unknown; isRefetching: boolean; refetch: () => unknown };
}

/** Grouped by kind: how often, what to do, and examples. */
export function RunErrors({ runId, groups, replayable }: RunErrorsProps) {
  const { data, error } = groups;
  if (error && !data) {
    return (
      <QueryProblem
        error={error}
        title="The errors could not be read"
        retry={groups.refetch}
        pending={groups.isRefetching}
      />
    );
  }
  if (!data) return <ListSkeleton />;
  if (data.length === 0) {
    return (
      <Notice icon={CircleCheck} title="No errors">
        Every record and every field of this run was taken.
      </Notice>
    );
  }
  return (
    <ul>
      {data.map((group) => (
        <li key={`${group.code} ${group.field}`} className="border-line border-b">
          <GroupRow runId={runId} group={group} replayable={replayable} />
        </li>
      ))}
    </ul>
  );
}

function GroupRow({
  runId,
  group,
  replayable,
}: Pick<RunErrorsProps, "runId" | "replayable"> & { group: Group }) {
  const [open, setOpen] = useState(false);
  return (
    <details className="group" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="flex cursor-pointer list-none items-start gap-3 px-4 py-3 -outline-offset-2 hover:bg-hover md:px-6 [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="mt-0.5 size-4 shrink-0 text-ink-faint transition-transform group-open:rotate-90"
        />
        <span className="min-w-0 flex-1">
          <span className="wrap-anywhere block text-pretty font-medium">{group.message}</span>
          <span className="wrap-anywhere block text-pretty text-ink-soft">{group.hint}</span>
          <span className="mt-1 block text-ink-faint text-xs">
            {group.field ? `${fieldLabel(group.field)} · ` : null}
            <code className="font-mono">{group.code}</code>
          </span>
        </span>
        <Badge tone="bad">{counted(group.count, "record")}</Badge>
      </summary>
      {open ? (
        <>
          {replayable ? (
            <div className="px-4 pb-3 pl-11 md:pl-13">
              <ReplayErrors runId={runId} code={group.code} label="Try these again" />
            </div>
          ) : null}
          <Examples runId={runId} group={group} />
        </>
      ) : null}
    </details>
  );
}

/** Errors come by kind: those of this one are on one of the pages, the later ones not yet read. */
function Examples({ runId, group }: { runId: string; group: Group }) {
  const query = useInfiniteQuery(
    useTRPC().integrations.runs.errors.infiniteQueryOptions(
      { runId, limit: 100 },
      { getNextPageParam: (page) => page.nextCursor },
    ),
  );
  const own = (query.data?.pages ?? [])
    .flatMap(({ items }) => items)
    .filter(({ code, field }) => code === group.code && field === group.field);
  const missing = own.length < group.count && query.hasNextPage;
  return (
    <div className="px-4 pb-4 pl-11 md:px-6 md:pl-13">
      <ProblemNote error={query.error} className="mb-3" />
      {query.isPending ? <Skeleton className="h-10 w-full" /> : null}
      <ul className="grid gap-2">
        {own.slice(0, 20).map(({ id, externalId, variantExternalId, message, excerpt }) => (
          <li key={id} className="min-w-0 rounded-md bg-sunken px-3 py-2">
            <code className="wrap-anywhere block font-mono text-ink-soft text-xs">
              {[externalId, variantExternalId].filter(Boolean).join(" › ")}
            </code>
            <span className="wrap-anywhere block">{message}</span>
            {excerpt ? (
              <code
                className="wrap-anywhere mt-1 line-clamp-3 block font-mono text-ink-faint text-xs"
                dir="auto"
              >
                {excerpt}
              </code>
            ) : null}
          </li>
        ))}
      </ul>
      <p className="mt-2 flex flex-wrap items-center gap-3 text-ink-faint text-xs">
        {query.isPending ? null : `${Math.min(20, own.length)} of ${counted(group.count, "record")} shown`}
        {missing && own.length < 20 ? (
          <Button size="sm" pending={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
            Look for more
          </Button>
        ) : null}
      </p>
    </div>
  );
}

const ROWS = ["a", "b", "c"];

export function ListSkeleton() {
  return (
    <div aria-busy="true">
      {ROWS.map((row) => (
        <div key={row} className="grid gap-2 border-line border-b px-4 py-3 md:px-6">
          <Skeleton className="h-4 w-72 max-w-full" />
          <Skeleton className="h-3 w-96 max-w-full" />
        </div>
      ))}
    </div>
  );
}
