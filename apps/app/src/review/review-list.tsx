"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Notice, Select } from "@v1/ui";
import { ListChecks } from "lucide-react";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useTRPC } from "../api/client.ts";
import { MoreRows } from "../api/more-rows.tsx";
import { QueryProblem } from "../api/query-problem.tsx";
import { counted } from "../format.ts";
import { ListSkeleton } from "../runs/list-skeleton.tsx";
import { PlaceRecord } from "./place-record.tsx";
import type { Review } from "./record-words.ts";
import { ReviewRow } from "./review-row.tsx";

const STATES = ["open", "linked", "created", "ignored"] as const;
type State = (typeof STATES)[number];
const LABELS = [
  { value: "open", label: "To decide" },
  { value: "linked", label: "Linked by hand" },
  { value: "created", label: "Created from" },
  { value: "ignored", label: "Ignored" },
] as const;

/** Records that a person must place, and those that somebody placed; of one connection or of all. */
export function ReviewList({ connectionId }: { connectionId?: string }) {
  const [{ review, record }, setPlace] = useQueryStates(
    { review: parseAsStringLiteral(STATES).withDefault("open"), record: parseAsString },
    { history: "replace" },
  );
  const query = useInfiniteQuery(
    useTRPC().integrations.runs.reviews.infiniteQueryOptions(
      { ...(connectionId ? { connectionId } : {}), status: review, limit: 50 },
      { getNextPageParam: (page) => page.nextCursor },
    ),
  );
  const reviews = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const chosen = reviews.find((one) => keyOf(one) === record);
  return (
    <>
      <div className="flex items-center border-line border-b px-4 py-3 md:px-6">
        <Select
          label="Show"
          value={review}
          onValueChange={(next) => void setPlace({ review: next, record: null })}
          options={LABELS}
        />
      </div>
      <Listed
        query={query}
        reviews={reviews}
        state={review}
        named={connectionId === undefined}
        open={(one) => void setPlace({ record: keyOf(one) })}
      />
      <PlaceRecord review={chosen ?? null} close={() => void setPlace({ record: null })} />
    </>
  );
}

interface ListedProps {
  query: {
    isPending: boolean;
    error: unknown;
    refetch: () => unknown;
    isRefetching: boolean;
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    fetchNextPage: () => unknown;
  };
  reviews: Review[];
  state: State;
  /** Whether each says of which connection it is. */
  named: boolean;
  open: (review: Review) => void;
}

function Listed({ query, reviews, state, named, open }: ListedProps) {
  if (query.isPending) return <ListSkeleton />;
  if (query.error && reviews.length === 0) {
    return (
      <QueryProblem
        error={query.error}
        title="The review list could not be read"
        retry={query.refetch}
        pending={query.isRefetching}
      />
    );
  }
  if (reviews.length === 0) return <Nothing state={state} />;
  return (
    <>
      <ul>
        {reviews.map((one) => (
          <li key={keyOf(one)} className="border-line border-b">
            <ReviewRow review={one} named={named} open={() => open(one)} />
          </li>
        ))}
      </ul>
      <MoreRows query={query} shown={`${counted(reviews.length, "record")} shown`} />
    </>
  );
}

function keyOf({ connectionId, externalId }: { connectionId: string; externalId: string }): string {
  return `${connectionId}:${externalId}`;
}

function Nothing({ state }: { state: State }) {
  if (state !== "open") {
    return (
      <Notice icon={ListChecks} title="None">
        What somebody decides on a record is listed here, and can be taken back.
      </Notice>
    );
  }
  return (
    <Notice icon={ListChecks} title="Nothing waits for a decision">
      Records that fit several products, or none, are listed here until somebody says where they belong.
    </Notice>
  );
}
