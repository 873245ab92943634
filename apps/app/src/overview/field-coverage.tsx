"use client";

import { useQuery } from "@tanstack/react-query";
import { type FieldKey, fieldDefinition } from "@v1/core";
import { Skeleton } from "@v1/ui";
import Link from "next/link";
import { useTRPC } from "../api/client.ts";
import { QueryProblem } from "../api/query-problem.tsx";
import { CoverageBar } from "../ownership/fields/coverage-bar.tsx";
import type { OwnedField } from "../ownership/fields/use-fields.ts";

/** What a passport should say; where the list of products can show those that lack it, its name there. */
const NEEDED: readonly { key: FieldKey; missing?: string }[] = [
  { key: "product.image", missing: "image" },
  { key: "product.description", missing: "description" },
  { key: "product.category", missing: "category" },
  { key: "product.manufacturer", missing: "manufacturer" },
  { key: "product.materials" },
  { key: "product.journey" },
  { key: "product.season", missing: "season" },
  { key: "product.price", missing: "price" },
];

/** Counting reads the whole brand: seldom, and after all else on the page. */
const FIVE_MINUTES = 300_000;

/** Of how many products the fields that a passport needs have a value, and who is to fill them. */
export function FieldCoverage() {
  const trpc = useTRPC();
  const seldom = { staleTime: FIVE_MINUTES, refetchOnWindowFocus: false };
  const owners = useQuery(trpc.integrations.owners.list.queryOptions(undefined, seldom));
  const coverage = useQuery(
    trpc.integrations.owners.coverage.queryOptions(undefined, { ...seldom, enabled: owners.isSuccess }),
  );
  const byKey = new Map(owners.data?.fields.map((field) => [field.key, field]));
  return (
    <section aria-labelledby="coverage" className="px-4 md:px-6">
      <div className="mb-3 flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id="coverage" className="font-semibold text-base">
          What passports need
        </h2>
        <Link
          href="/integrations/fields"
          className="rounded text-accent-ink underline-offset-4 hover:underline"
        >
          All fields and their owners
        </Link>
      </div>
      {owners.error && !owners.data ? (
        <QueryProblem
          error={owners.error}
          title="The fields could not be read"
          retry={owners.refetch}
          pending={owners.isRefetching}
        />
      ) : (
        <ul className="grid gap-x-10 md:grid-cols-2">
          {NEEDED.map(({ key, missing }) => (
            <li
              key={key}
              className="grid min-h-14 grid-cols-[minmax(0,1fr)_10rem] items-center gap-x-4 border-line border-t py-2"
            >
              <div className="min-w-0">
                <p className="font-medium">
                  {missing ? (
                    <Link
                      href={`/products?missing=${missing}`}
                      title="Show the products that lack it"
                      className="rounded underline-offset-4 hover:underline"
                    >
                      {fieldDefinition(key).label}
                    </Link>
                  ) : (
                    fieldDefinition(key).label
                  )}
                </p>
                <Owner field={byKey.get(key)} />
              </div>
              <CoverageBar
                field={{ key, level: fieldDefinition(key).level }}
                coverage={coverage.data ?? (coverage.error ? null : undefined)}
              />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Owner({ field }: { field: OwnedField | undefined }) {
  if (!field) return <Skeleton className="mt-1 h-3 w-24" />;
  const { kind, connection } = field.owner;
  const words =
    kind === "connection" ? `from ${connection}` : kind === "manual" ? "edited by hand" : "nobody owns it";
  return (
    <p className="truncate text-ink-faint text-xs" dir="auto" title={words}>
      {words}
    </p>
  );
}
