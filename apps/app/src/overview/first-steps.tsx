"use client";

import { useQuery } from "@tanstack/react-query";
import { Skeleton } from "@v1/ui";
import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { useTRPC } from "../api/client.ts";
import { QueryProblem } from "../api/query-problem.tsx";
import { Tile } from "../connections/tile.tsx";
import { useBrands } from "../frame/brand.tsx";
import { OwnersOnly } from "../frame/owners-only.tsx";

/** For a brand with nothing in it: the one thing to do, one press away. */
export function FirstSteps() {
  const { brand } = useBrands();
  const owner = brand?.role === "owner";
  const { data, error, refetch, isRefetching } = useQuery(useTRPC().integrations.catalog.list.queryOptions());
  const usable = (data ?? [])
    .filter(({ available }) => available)
    // A shop knows more of a product than a file does.
    .sort((one, other) => Number(other.category === "shop") - Number(one.category === "shop"));
  return (
    <section aria-labelledby="first" className="max-w-160 px-4 pt-4 pb-12 md:px-6">
      <h2 id="first" className="font-semibold text-lg tracking-tight">
        Where are your products?
      </h2>
      <p className="mt-1 text-pretty text-base text-ink-soft">
        Connect the system that knows them best, such as your shop. You see what it would bring in before
        anything is saved, and can add others later: each field has one owner.
      </p>
      {owner ? null : <OwnersOnly what="connect a system" className="mt-3" />}
      {error && !data ? (
        <QueryProblem
          error={error}
          title="The integrations could not be read"
          retry={refetch}
          pending={isRefetching}
        />
      ) : null}
      <ul className="mt-5 border-line border-t">
        {data || error ? null : <Loading />}
        {usable.map(({ id, slug, name, category, description }) => {
          const href = category === "file" ? "/imports" : `/integrations/connect/${slug}`;
          return (
            <li key={id} className="border-line border-b">
              {owner || category === "file" ? (
                <Link
                  href={href}
                  className="flex items-center gap-3 py-3 -outline-offset-2 hover:bg-hover md:-mx-3 md:px-3"
                >
                  <Choice name={name} description={description} />
                  <ChevronRight aria-hidden className="size-4 shrink-0 text-ink-faint" />
                </Link>
              ) : (
                <div className="flex items-center gap-3 py-3">
                  <Choice name={name} description={description} />
                </div>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Choice({ name, description }: { name: string; description: string | null }) {
  return (
    <>
      <Tile name={name} className="size-10" />
      <span className="min-w-0 flex-1">
        <span className="block font-medium text-base">{name}</span>
        <span className="block text-pretty text-ink-soft">{description}</span>
      </span>
    </>
  );
}

function Loading() {
  return ["a", "b", "c"].map((row) => (
    <li key={row} className="flex items-center gap-3 border-line border-b py-3">
      <Skeleton className="size-10 rounded-md" />
      <div className="grid gap-1.5">
        <Skeleton className="h-4 w-32" />
        <Skeleton className="h-3.5 w-72 max-w-full" />
      </div>
    </li>
  ));
}
