"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Badge } from "@v1/ui";
import { Lock, Undo2 } from "lucide-react";
import { useTRPC } from "../../api/client.ts";
import { MoreRows } from "../../api/more-rows.tsx";
import { counted } from "../../format.ts";
import { ListSkeleton } from "../../runs/list-skeleton.tsx";
import { ChangeLine } from "../../values/change-line.tsx";
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
      <MoreRows query={query} shown={`${counted(places.length, "change")} shown`} />
    </section>
  );
}

function Row({ place }: { place: Place }) {
  const { productId, product, variant, fieldKey, before, current, verdict } = place;
  const { word, stays } = verdictOf(verdict);
  const Icon = stays ? Lock : Undo2;
  const now = { word: "now", value: current };
  const event = fieldKey.startsWith("$") && fieldKey !== "$status";
  return (
    <ChangeLine
      productId={productId}
      product={product}
      note={`${subjectOf(fieldKey)}${variant ? ` of ${variant}` : ""}`}
      sides={
        event
          ? []
          : stays
            ? [now]
            : [
                { ...now, gone: true },
                { word: "after the undo", value: before },
              ]
      }
      end={
        <Badge tone={stays ? "neutral" : "accent"}>
          <Icon aria-hidden className="size-3" />
          {word}
        </Badge>
      }
    />
  );
}
