"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../api/client.ts";
import { ProblemNote } from "../api/problem-note.tsx";
import { ListSkeleton } from "../runs/list-skeleton.tsx";
import { RunList } from "../runs/run-list.tsx";
import { isActive } from "../runs/run-state.ts";

/** What all connections did last. */
export function LastRuns() {
  const { data, error } = useQuery(
    useTRPC().integrations.runs.list.queryOptions(
      { limit: 8 },
      {
        refetchInterval: ({ state }) =>
          state.data?.items.some(({ status }) => isActive(status)) ? 2_000 : 30_000,
      },
    ),
  );
  return (
    <section aria-labelledby="runs">
      <h2 id="runs" className="mb-2 px-4 font-semibold text-base md:px-6">
        Last runs
      </h2>
      {data ? null : error ? <ProblemNote error={error} className="mx-4 md:mx-6" /> : <ListSkeleton />}
      {data?.items.length === 0 ? (
        <p className="border-line border-y px-4 py-4 text-ink-soft md:px-6">Nothing has been synced yet.</p>
      ) : null}
      {data?.items.length ? <RunList runs={data.items} /> : null}
    </section>
  );
}
