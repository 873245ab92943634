"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Button, Skeleton } from "@v1/ui";
import { History } from "lucide-react";
import { parseAsBoolean, useQueryState } from "nuqs";
import { useTRPC } from "../../api/client.ts";
import { MoreButton } from "../../api/more-button.tsx";
import { ProblemNote } from "../../api/problem-note.tsx";
import { Timeline } from "./timeline.tsx";

const LINES = ["a", "b", "c", "d"];

/** All that happened to a product and its variants: runs, edits and pins in one line of time. */
export function ProductHistory({ productId }: { productId: string }) {
  const [shown, setShown] = useQueryState("history", parseAsBoolean.withDefault(false));
  return (
    <section aria-labelledby="history-heading" className="min-w-0">
      <h2
        id="history-heading"
        className="border-line-strong border-b pb-1.5 font-semibold text-base text-ink"
      >
        History
      </h2>
      <div className="pt-3">
        {shown ? (
          <Entries productId={productId} />
        ) : (
          <Button size="sm" onClick={() => void setShown(true)}>
            <History aria-hidden className="size-3.5" />
            Show what happened to it
          </Button>
        )}
      </div>
    </section>
  );
}

function Entries({ productId }: { productId: string }) {
  const query = useInfiniteQuery(
    useTRPC().integrations.history.infiniteQueryOptions(
      { productId, limit: 20 },
      { getNextPageParam: (page) => page.nextCursor },
    ),
  );
  const entries = query.data?.pages.flatMap(({ items }) => items) ?? [];
  if (query.isPending) {
    return (
      <div role="status" aria-label="The history is being read" className="grid gap-4">
        {LINES.map((line) => (
          <div key={line} className="grid gap-1.5 pl-7">
            <Skeleton className="h-3.5 w-40" />
            <Skeleton className="h-3 w-28" />
          </div>
        ))}
      </div>
    );
  }
  return (
    <div className="grid justify-items-start gap-4">
      {entries.length > 0 ? <Timeline entries={entries} names /> : null}
      {entries.length === 0 && !query.error ? (
        <p className="text-pretty text-ink-soft">
          Nothing is on record: what is older than the brand keeps is gone.
        </p>
      ) : null}
      <ProblemNote error={query.error} className="w-full" />
      <MoreButton query={query} some={entries.length > 0}>
        Show older
      </MoreButton>
    </div>
  );
}
