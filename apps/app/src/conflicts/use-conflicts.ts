import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTRPC } from "../api/client.ts";
import type { Outputs } from "../api/types.ts";
import type { InboxPlace } from "./use-inbox-place.ts";

export type Conflict = Outputs["integrations"]["conflicts"]["list"]["items"][number];

/** The conflicts read so far. Those resolved here leave at once; the list is not read anew for each. */
export function useConflicts(input: InboxPlace["input"]) {
  const query = useInfiniteQuery(
    useTRPC().integrations.conflicts.list.infiniteQueryOptions(
      { limit: 50, ...input },
      {
        getNextPageParam: (page) => page.nextCursor,
        refetchOnWindowFocus: false,
        placeholderData: keepPreviousData,
      },
    ),
  );
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const conflicts = useMemo(
    () => query.data?.pages.flatMap(({ items }) => items).filter(({ id }) => !gone.has(id)) ?? [],
    [query.data, gone],
  );
  const leave = (id: string) => setGone((known) => new Set(known).add(id));
  const comeBack = (id: string) => setGone((known) => new Set([...known].filter((one) => one !== id)));
  return { ...query, conflicts, leave, comeBack };
}

export type Inbox = ReturnType<typeof useConflicts>;
