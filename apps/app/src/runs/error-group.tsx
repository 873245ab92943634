"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Checkbox } from "@v1/ui";
import { useId, useState } from "react";
import { useTRPC } from "../api/client.ts";
import { MoreRows } from "../api/more-rows.tsx";
import { ProblemNote } from "../api/problem-note.tsx";
import type { Outputs } from "../api/types.ts";
import { counted } from "../format.ts";
import { ReplayErrors } from "../ownership/replay/replay-errors.tsx";
import { ListSkeleton } from "./list-skeleton.tsx";

export type ErrorGroup = Outputs["integrations"]["runs"]["errorGroups"][number];
type RecordError = Outputs["integrations"]["runs"]["errors"]["items"][number];

interface ErrorGroupProps {
  runId: string;
  group: ErrorGroup;
  /** Whether its records can be tried again: an undo has none. */
  replayable: boolean;
}

/** The records of one kind of error, and another try of those that are chosen or of all. */
export function ErrorRecords({ runId, group, replayable }: ErrorGroupProps) {
  const { code, field, count } = group;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const query = useInfiniteQuery(
    useTRPC().integrations.runs.errors.infiniteQueryOptions(
      { runId, code, field, limit: 25 },
      { getNextPageParam: (page) => page.nextCursor },
    ),
  );
  const errors = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const toggle = (id: string) =>
    setChosen((now) => new Set(now.has(id) ? [...now].filter((one) => one !== id) : [...now, id]));
  const what = chosen.size > 0 ? { errorIds: [...chosen] } : { code, field };
  return (
    <div className="px-4 pb-4 md:px-6 md:pl-13">
      {replayable ? (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1 pb-3">
          <ReplayErrors
            runId={runId}
            what={what}
            label={chosen.size > 0 ? `Try ${counted(chosen.size, "chosen one")} again` : triesAll(count)}
          />
          <p className="text-ink-faint text-xs">
            {chosen.size > 0
              ? "Once what was wrong with them is put right."
              : "Once what was wrong is put right. Tick some to try only those."}
          </p>
        </div>
      ) : null}
      {query.isPending ? <ListSkeleton rows={3} /> : null}
      {query.error && errors.length === 0 ? <ProblemNote error={query.error} /> : null}
      <ul className="grid gap-2">
        {errors.map((error) => (
          <li key={error.id} className="min-w-0 rounded-md bg-sunken px-3 py-2">
            <Row
              error={error}
              // What belongs to no record cannot be read again alone.
              choice={replayable && error.externalId ? { on: chosen.has(error.id), toggle } : null}
            />
          </li>
        ))}
      </ul>
      <MoreRows
        query={query}
        shown={`${errors.length.toLocaleString("en")} of ${counted(count, "error")} shown`}
        flush
      />
    </div>
  );
}

function triesAll(count: number): string {
  return count === 1 ? "Try it again" : `Try all ${count.toLocaleString("en")} again`;
}

interface RowProps {
  error: RecordError;
  choice: { on: boolean; toggle: (id: string) => void } | null;
}

function Row({ error, choice }: RowProps) {
  const { id, externalId, variantExternalId, message, excerpt } = error;
  const inputId = useId();
  const record = [externalId, variantExternalId].filter(Boolean).join(" › ");
  return (
    <div className="flex items-start gap-2.5">
      {choice ? (
        <Checkbox
          id={inputId}
          checked={choice.on}
          onCheckedChange={() => choice.toggle(id)}
          className="mt-0.5"
        />
      ) : null}
      <div className="min-w-0 flex-1">
        <label htmlFor={choice ? inputId : undefined} className="block">
          <code className="wrap-anywhere block font-mono text-ink-soft text-xs">{record}</code>
          <span className="wrap-anywhere block">{message}</span>
        </label>
        {excerpt ? (
          <code className="wrap-anywhere mt-1 line-clamp-3 block font-mono text-ink-faint text-xs" dir="auto">
            {excerpt}
          </code>
        ) : null}
      </div>
    </div>
  );
}
