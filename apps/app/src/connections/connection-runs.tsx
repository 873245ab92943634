"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Notice } from "@v1/ui";
import { History } from "lucide-react";
import { useTRPC } from "../api/client.ts";
import { MoreRows } from "../api/more-rows.tsx";
import { QueryProblem } from "../api/query-problem.tsx";
import { allShown, counted } from "../format.ts";
import { ListSkeleton } from "../runs/list-skeleton.tsx";
import { RunList } from "../runs/run-list.tsx";

export function ConnectionRuns({ connectionId }: { connectionId: string }) {
  const query = useInfiniteQuery(
    useTRPC().integrations.runs.list.infiniteQueryOptions(
      { connectionId, limit: 50 },
      { getNextPageParam: (page) => page.nextCursor },
    ),
  );
  const runs = query.data?.pages.flatMap(({ items }) => items) ?? [];
  if (query.isPending) return <ListSkeleton />;
  if (query.error && runs.length === 0) {
    return (
      <QueryProblem
        error={query.error}
        title="The runs could not be read"
        retry={query.refetch}
        pending={query.isRefetching}
      />
    );
  }
  if (runs.length === 0) {
    return (
      <Notice icon={History} title="No runs yet">
        Each sync is kept here with what it did. “Sync now” starts the first one.
      </Notice>
    );
  }
  return (
    <div className="-mt-px">
      <RunList runs={runs.map(({ connection: _own, ...run }) => run)} />
      <MoreRows
        query={query}
        shown={query.hasNextPage ? `${counted(runs.length, "run")} shown` : allShown(runs.length, "run")}
      />
    </div>
  );
}
