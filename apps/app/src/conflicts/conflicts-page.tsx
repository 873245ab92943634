"use client";

import { Button, Notice } from "@v1/ui";
import { CircleCheck, SearchX } from "lucide-react";
import { QueryProblem } from "../api/query-problem.tsx";
import { useBrands } from "../frame/brand.tsx";
import { PageHeader } from "../frame/page-header.tsx";
import { ResolveAll } from "./bulk/resolve-all.tsx";
import { ConflictsSkeleton } from "./conflicts-skeleton.tsx";
import { InboxFilters } from "./inbox-filters.tsx";
import { InboxView } from "./inbox-view.tsx";
import { useConflicts } from "./use-conflicts.ts";
import { type InboxPlace, useInboxPlace } from "./use-inbox-place.ts";

/** Where a connection says something other than what stands in a product. */
export function ConflictsPage() {
  const { brand } = useBrands();
  const inbox = useInboxPlace();
  return (
    <>
      <PageHeader
        title="Conflicts"
        purpose="A connection says something else than what stands in a product. Nothing is lost until you decide."
        action={brand && inbox.place.state === "open" ? <ResolveAll inbox={inbox} /> : null}
      />
      {brand ? (
        <>
          <InboxFilters inbox={inbox} />
          <Listed key={brand.id} inbox={inbox} />
        </>
      ) : (
        <ConflictsSkeleton />
      )}
    </>
  );
}

function Listed({ inbox }: { inbox: InboxPlace }) {
  const query = useConflicts(inbox.input);
  const { conflicts, error, isPending, refetch, isRefetching } = query;
  if (isPending) return <ConflictsSkeleton />;
  if (conflicts.length === 0 && error) {
    return (
      <QueryProblem
        error={error}
        title="The conflicts could not be read"
        retry={refetch}
        pending={isRefetching}
      />
    );
  }
  if (conflicts.length === 0 && query.hasNextPage)
    return <MoreToCome readMore={() => query.fetchNextPage()} pending={query.isFetchingNextPage} />;
  if (conflicts.length === 0)
    return inbox.narrowed ? <NoMatch clear={inbox.clear} /> : <Nothing state={inbox.place.state} />;
  return <InboxView inbox={inbox} query={query} />;
}

function MoreToCome({ readMore, pending }: { readMore: () => void; pending: boolean }) {
  return (
    <Notice
      icon={CircleCheck}
      title="These are done"
      action={
        <Button variant="primary" onClick={readMore} pending={pending}>
          Show the next
        </Button>
      }
    >
      There are more conflicts below the ones that you resolved.
    </Notice>
  );
}

function NoMatch({ clear }: { clear: () => void }) {
  return (
    <Notice
      icon={SearchX}
      title="No conflict is like that"
      action={<Button onClick={() => clear()}>Clear search and filters</Button>}
    >
      Take a filter away, or search for the beginning of another word of a product’s name or code.
    </Notice>
  );
}

function Nothing({ state }: { state: "open" | "dismissed" }) {
  if (state === "dismissed") {
    return (
      <Notice icon={CircleCheck} title="None is dismissed">
        What you dismiss waits here until the connection says something else.
      </Notice>
    );
  }
  return (
    <Notice icon={CircleCheck} title="No open conflicts">
      Where several connections know a field, its owner is written and the others are compared with it. As
      soon as one differs, it is listed here.
    </Notice>
  );
}
