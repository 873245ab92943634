"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { cn, Notice } from "@v1/ui";
import { Equal } from "lucide-react";
import { useTRPC } from "../api/client.ts";
import { MoreRows } from "../api/more-rows.tsx";
import { QueryProblem } from "../api/query-problem.tsx";
import type { Outputs } from "../api/types.ts";
import { counted, formatCount } from "../format.ts";
import { ChangeLine } from "../values/change-line.tsx";
import { fieldLabel } from "../values/show-value.ts";
import { ListSkeleton } from "./list-skeleton.tsx";

type Change = Outputs["integrations"]["runs"]["changes"]["items"][number];
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
            <Row change={change} />
          </li>
        ))}
      </ul>
      <MoreRows query={query} shown={`${counted(changes.length, "change")} shown`} />
    </div>
  );
}

function Row({ change }: { change: Change }) {
  const { productId, product, variantId, fieldKey, before, after } = change;
  const event = fieldKey.startsWith("$") && before === null && after === null;
  return (
    <ChangeLine
      productId={productId}
      product={product}
      note={`${fieldLabel(fieldKey)}${variantId ? " · of a variant" : ""}`}
      sides={
        event
          ? []
          : fieldKey === "$linked"
            ? [{ word: "to the record", value: after }]
            : [
                { word: "before", value: before, gone: true },
                { word: "after", value: after },
              ]
      }
    />
  );
}
