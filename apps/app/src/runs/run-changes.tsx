"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Button, cn, Notice } from "@v1/ui";
import { Equal } from "lucide-react";
import { useTRPC } from "../api/client.ts";
import { ProblemNote } from "../api/problem-note.tsx";
import { QueryProblem } from "../api/query-problem.tsx";
import type { Outputs } from "../api/types.ts";
import { counted, formatCount } from "../format.ts";
import { fieldLabel } from "../values/show-value.ts";
import { ChangeRow } from "./change-row.tsx";
import { ListSkeleton } from "./run-errors.tsx";

type Count = Outputs["integrations"]["runs"]["changeCounts"][number];

interface RunChangesProps {
  runId: string;
  counts: { data?: Count[]; error: unknown; isRefetching: boolean; refetch: () => unknown };
  field: string | null;
  onField: (field: string | null) => void;
}

/** By field on the left, each change with before and after on the right. */
export function RunChanges({ runId, counts, field, onField }: RunChangesProps) {
  const { data, error } = counts;
  if (error && !data) {
    return (
      <QueryProblem
        error={error}
        title="The changes could not be read"
        retry={counts.refetch}
        pending={counts.isRefetching}
      />
    );
  }
  if (!data) return <ListSkeleton />;
  if (data.length === 0) {
    return (
      <Notice icon={Equal} title="Nothing was changed">
        What this run read is what the products say already.
      </Notice>
    );
  }
  return (
    <div className="md:grid md:grid-cols-[15rem_minmax(0,1fr)]">
      <FieldCounts counts={data} field={field} onField={onField} />
      <ChangeList runId={runId} field={field} />
    </div>
  );
}

function FieldCounts({
  counts,
  field,
  onField,
}: Omit<RunChangesProps, "runId" | "counts"> & { counts: Count[] }) {
  const most = Math.max(...counts.map(({ count }) => count));
  const all = counts.reduce((sum, { count }) => sum + count, 0);
  const rows = [{ fieldKey: null, count: all }, ...counts];
  return (
    <ul
      aria-label="By field"
      className="flex gap-1 overflow-x-auto border-line border-b p-3 md:block md:border-r md:border-b-0 md:p-4"
    >
      {rows.map(({ fieldKey, count }) => (
        <li key={fieldKey ?? "all"} className="shrink-0">
          <button
            type="button"
            aria-pressed={field === fieldKey}
            onClick={() => onField(fieldKey)}
            className={cn(
              "relative flex w-full items-center justify-between gap-3 rounded-md px-2 py-1.5 hover:bg-sunken",
              field === fieldKey && "bg-sunken font-medium",
            )}
          >
            <span className="truncate">{fieldKey ? fieldLabel(fieldKey) : "All changes"}</span>
            <span className="text-ink-soft tabular-nums">{formatCount(count)}</span>
            {fieldKey ? (
              <span aria-hidden className="absolute inset-x-2 bottom-0 hidden h-0.5 rounded-full md:block">
                <span
                  className="block h-full rounded-full bg-accent/35"
                  style={{ width: `${(count / most) * 100}%` }}
                />
              </span>
            ) : null}
          </button>
        </li>
      ))}
    </ul>
  );
}

function ChangeList({ runId, field }: { runId: string; field: string | null }) {
  const query = useInfiniteQuery(
    useTRPC().integrations.runs.changes.infiniteQueryOptions(
      { runId, fieldKey: field ?? undefined, limit: 50 },
      { getNextPageParam: (page) => page.nextCursor },
    ),
  );
  const changes = query.data?.pages.flatMap(({ items }) => items) ?? [];
  if (query.isPending) return <ListSkeleton />;
  if (query.error && changes.length === 0) {
    return (
      <QueryProblem
        error={query.error}
        title="The changes could not be read"
        retry={query.refetch}
        pending={query.isRefetching}
      />
    );
  }
  return (
    <div className="min-w-0">
      <ul>
        {changes.map((change) => (
          <li
            key={`${change.productId} ${change.variantId} ${change.fieldKey}`}
            className="border-line border-b px-4 py-2.5 md:px-6"
          >
            <ChangeRow change={change} />
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-4 px-4 py-4 text-ink-soft md:px-6">
        <p role="status">
          {counted(changes.length, "change")} shown{query.hasNextPage ? ", more below" : ""}
        </p>
        {query.hasNextPage ? (
          <Button size="sm" pending={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
            Show more
          </Button>
        ) : null}
        <ProblemNote error={query.error} className="w-full" />
      </div>
    </div>
  );
}
