"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Badge, Button } from "@v1/ui";
import { ArrowRight, Lock, Undo2 } from "lucide-react";
import Link from "next/link";
import { useTRPC } from "../../api/client.ts";
import { ProblemNote } from "../../api/problem-note.tsx";
import { counted } from "../../format.ts";
import { ListSkeleton } from "../../runs/run-errors.tsx";
import { showValue } from "../../values/show-value.ts";
import { type Place, subjectOf, verdictOf } from "./verdict-words.ts";

/** Change by change: what stands now, what would stand, and what becomes of it. */
export function UndoPlaces({ runId }: { runId: string }) {
  const query = useInfiniteQuery(
    useTRPC().integrations.undo.places.infiniteQueryOptions(
      { runId, limit: 25 },
      { getNextPageParam: (page) => page.nextCursor, staleTime: 0 },
    ),
  );
  const places = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <section aria-labelledby="places-heading">
      <h2 id="places-heading" className="border-line border-b px-4 pb-2 font-semibold text-base md:px-6">
        Change by change
      </h2>
      {query.isPending ? <ListSkeleton /> : null}
      <ul>
        {places.map((place) => (
          <li
            key={`${place.productId} ${place.variantId} ${place.fieldKey}`}
            className="border-line border-b px-4 py-2.5 md:px-6"
          >
            <Row place={place} />
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-4 px-4 py-4 text-ink-soft md:px-6">
        {query.isPending ? null : (
          <p role="status">
            {counted(places.length, "change")} shown{query.hasNextPage ? ", more below" : ""}
          </p>
        )}
        {query.hasNextPage ? (
          <Button size="sm" pending={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
            Show more
          </Button>
        ) : null}
        <ProblemNote error={query.error} className="w-full" />
      </div>
    </section>
  );
}

function Row({ place }: { place: Place }) {
  const { productId, product, variant, fieldKey, before, current, verdict } = place;
  const { word, stays } = verdictOf(verdict);
  const Icon = stays ? Lock : Undo2;
  return (
    <div className="grid gap-x-6 gap-y-1 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)_9rem]">
      <div className="min-w-0">
        <Link
          href={`/products/${productId}`}
          className="block truncate font-medium underline-offset-4 hover:underline"
          dir="auto"
          title={product}
        >
          {product}
        </Link>
        <span className="block truncate text-ink-faint text-xs">
          {subjectOf(fieldKey)}
          {variant ? ` of ${variant}` : null}
        </span>
      </div>
      {fieldKey.startsWith("$") && fieldKey !== "$status" ? (
        <span />
      ) : (
        <div className="flex min-w-0 items-start gap-2">
          <Value value={current} word="now" />
          {stays ? null : (
            <>
              <ArrowRight aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-faint" />
              <Value value={before} word="after the undo" />
            </>
          )}
        </div>
      )}
      <span className="lg:text-right">
        <Badge tone={stays ? "neutral" : "accent"}>
          <Icon aria-hidden className="size-3" />
          {word}
        </Badge>
      </span>
    </div>
  );
}

function Value({ value, word }: { value: unknown; word: string }) {
  const text = showValue(value);
  return (
    <span className="min-w-0 flex-1">
      <span className="sr-only">{word}: </span>
      {text === null ? (
        <span className="text-ink-faint">none</span>
      ) : (
        <span className="wrap-anywhere line-clamp-2" dir="auto" title={text}>
          {text}
        </span>
      )}
    </span>
  );
}
