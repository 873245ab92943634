"use client";

import { Badge, Notice } from "@v1/ui";
import { ChevronRight, CircleCheck } from "lucide-react";
import { useState } from "react";
import { QueryProblem } from "../api/query-problem.tsx";
import { counted } from "../format.ts";
import { fieldLabel } from "../values/show-value.ts";
import { type ErrorGroup, ErrorRecords } from "./error-group.tsx";
import { ListSkeleton } from "./list-skeleton.tsx";
import { UnmappedCategories } from "./unmapped-categories.tsx";
import { UNMAPPED } from "./unmapped-place.ts";
import type { Run } from "./use-run.ts";

interface RunErrorsProps {
  run: Run;
  /** Whether its records can be tried again: an undo has none. */
  replayable: boolean;
  /** The kind that is open already, as the address says. */
  opened: string | null;
  groups: { data?: ErrorGroup[]; error: unknown; isRefetching: boolean; refetch: () => unknown };
}

/** Grouped by kind: how often, what to do, and examples. */
export function RunErrors({ run, groups, opened, replayable }: RunErrorsProps) {
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
          <GroupRow run={run} group={group} opened={opened} replayable={replayable} />
        </li>
      ))}
    </ul>
  );
}

type GroupRowProps = Omit<RunErrorsProps, "groups"> & { group: ErrorGroup };

function GroupRow({ run, group, opened, replayable }: GroupRowProps) {
  const [open, setOpen] = useState(group.code === opened);
  const isUnmapped = group.code === UNMAPPED;
  return (
    <details className="group" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
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
        {isUnmapped ? (
          <Badge tone="warn">{counted(group.count, "name")}</Badge>
        ) : (
          <Badge tone="bad">{counted(group.count, "error")}</Badge>
        )}
      </summary>
      {open && isUnmapped ? <UnmappedCategories run={run} count={group.count} /> : null}
      {open && !isUnmapped ? <ErrorRecords runId={run.id} group={group} replayable={replayable} /> : null}
    </details>
  );
}
