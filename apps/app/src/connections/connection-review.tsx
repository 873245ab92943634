"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Badge, Button, Notice, RelativeTime } from "@v1/ui";
import { ListChecks } from "lucide-react";
import Link from "next/link";
import { useTRPC } from "../api/client.ts";
import { ProblemNote } from "../api/problem-note.tsx";
import { QueryProblem } from "../api/query-problem.tsx";
import type { Outputs } from "../api/types.ts";
import { counted } from "../format.ts";
import { ListSkeleton } from "../runs/run-errors.tsx";
import { showValue } from "../values/show-value.ts";

type Review = Outputs["integrations"]["runs"]["reviews"]["items"][number];

const KINDS: Record<Review["kind"], { word: string; text: string }> = {
  ambiguous: { word: "Several fit", text: "More than one product has what identifies this record." },
  unmatched: {
    word: "None fits",
    text: "No product has what identifies this record, and the connection may not create any.",
  },
};

/** Records that found no place, or several: a person has to say where they belong. */
export function ConnectionReview({ connectionId }: { connectionId: string }) {
  const query = useInfiniteQuery(
    useTRPC().integrations.runs.reviews.infiniteQueryOptions(
      { connectionId, limit: 50 },
      { getNextPageParam: (page) => page.nextCursor },
    ),
  );
  const reviews = query.data?.pages.flatMap(({ items }) => items) ?? [];
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
  if (reviews.length === 0) {
    return (
      <Notice icon={ListChecks} title="Nothing waits for a decision">
        Records that fit several products, or none, are listed here until somebody says where they belong.
      </Notice>
    );
  }
  return (
    <>
      <ul>
        {reviews.map((review) => (
          <li key={review.externalId} className="border-line border-b px-4 py-3 md:px-6">
            <ReviewRow review={review} />
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-4 px-4 py-4 text-ink-soft md:px-6">
        <p role="status">
          {counted(reviews.length, "record")} shown{query.hasNextPage ? ", more below" : ""}
        </p>
        {query.hasNextPage ? (
          <Button size="sm" pending={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
            Show more
          </Button>
        ) : null}
        <ProblemNote error={query.error} className="w-full" />
      </div>
    </>
  );
}

function ReviewRow({ review }: { review: Review }) {
  const { observed, externalId, kind, candidates, updatedAt, runId } = review;
  const name = showValue(observed["product.name"]) ?? externalId;
  return (
    <div className="grid gap-x-6 gap-y-2 md:grid-cols-2">
      <div className="min-w-0">
        <p className="flex min-w-0 items-center gap-2">
          <span className="truncate font-medium" dir="auto" title={name}>
            {name}
          </span>
          <Badge tone="warn">{KINDS[kind].word}</Badge>
        </p>
        <p className="truncate font-mono text-ink-faint text-xs" title={externalId}>
          {externalId}
        </p>
        <p className="mt-1 text-ink-faint text-xs">
          <RelativeTime at={updatedAt} />
          {runId ? (
            <>
              {" · "}
              <Link href={`/runs/${runId}`} className="rounded underline-offset-4 hover:underline">
                the run that found it
              </Link>
            </>
          ) : null}
        </p>
      </div>
      <div className="min-w-0">
        {candidates.length > 0 ? (
          <ul className="grid gap-1">
            {candidates.map((candidate) => (
              <li key={candidate.id} className="flex min-w-0 items-baseline gap-2">
                <Link
                  href={`/products/${candidate.id}`}
                  className="truncate rounded underline-offset-4 hover:underline"
                  dir="auto"
                >
                  {candidate.name}
                </Link>
                <span className="truncate font-mono text-ink-faint text-xs">
                  {candidate.productIdentifier}
                </span>
              </li>
            ))}
          </ul>
        ) : (
          <p className="text-pretty text-ink-soft">{KINDS[kind].text}</p>
        )}
      </div>
    </div>
  );
}
