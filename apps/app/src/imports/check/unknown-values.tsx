"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Skeleton, toast } from "@v1/ui";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTRPC } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { counted } from "../../format.ts";
import { CategoryInput } from "../../product/inputs/reference-inputs.tsx";
import type { ImportJob, UnknownValue } from "../types.ts";

const WORDS: Record<UnknownValue["field"], string> = {
  "variant.color": "Colour",
  "variant.size": "Size",
  "product.materials": "Material",
  "product.category": "Category",
};
const AT_ONCE = 50;

/** Names that the brand does not know: new ones, or other spellings of what it has. */
export function UnknownValues({ job }: { job: ImportJob }) {
  const [all, setAll] = useState(false);
  const { data, error } = useQuery(useTRPC().imports.unknownValues.queryOptions({ importId: job.id }));
  if (error) {
    return (
      <p role="alert" className="text-bad">
        New names could not be read. {problemOf(error).message} {problemOf(error).hint}
      </p>
    );
  }
  if (!data) return <Skeleton className="h-24 w-full rounded-lg" />;
  if (data.length === 0) return null;
  const shown = all ? data : data.slice(0, AT_ONCE);
  return (
    <section aria-labelledby="unknown">
      <div className="border-line-strong border-b pb-1.5">
        <h2 id="unknown" className="font-semibold text-base">
          {counted(data.length, "name")} that you do not have yet
        </h2>
        <p className="text-pretty text-ink-soft">
          {job.requiresValueApproval
            ? "Each needs a decision before the file can be imported: say which of them mean something that you have, and which are new. It is remembered for files to come."
            : "Say which of them mean something that you have; the others are created. It is remembered for files to come."}
        </p>
      </div>
      <ul>
        {shown.map((value) => (
          <Value key={`${value.field} ${value.value}`} job={job} value={value} />
        ))}
      </ul>
      {shown.length < data.length ? (
        <Button size="sm" variant="ghost" className="mt-2" onClick={() => setAll(true)}>
          Show all {counted(data.length, "name")}
        </Button>
      ) : null}
    </section>
  );
}

function Value({ job, value }: { job: ImportJob; value: UnknownValue }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const map = useMutation(
    trpc.imports.mapValue.mutationOptions({
      onSuccess: () =>
        queries.invalidateQueries(trpc.imports.unknownValues.queryFilter({ importId: job.id })),
      onError: (error) => toast.error(problemOf(error).message, { description: problemOf(error).hint }),
    }),
  );
  const { field, suggestions, willBe } = value;
  const means = (to: { id: string } | { create: string } | null) =>
    map.mutate({ field, value: value.value, to });
  return (
    <li className="grid items-center gap-x-5 gap-y-1.5 border-line border-b py-2 sm:grid-cols-[minmax(0,1fr)_minmax(0,1.6fr)]">
      <span className="min-w-0">
        <span className="block truncate font-medium" dir="auto" title={value.value}>
          {value.value}
        </span>
        <span className="text-ink-faint text-xs">
          {WORDS[field]} of {counted(value.products, "product")} ·{" "}
          {job.requiresValueApproval
            ? "to be decided"
            : willBe === "created"
              ? "will be created"
              : "will be left out"}
        </span>
      </span>
      <span className="flex min-w-0 flex-wrap items-center gap-1.5 sm:justify-end">
        {suggestions.map(({ id, name }) => (
          <Button
            key={id}
            size="sm"
            disabled={map.isPending}
            onClick={() => means({ id })}
            className="max-w-full"
          >
            <span className="truncate" dir="auto">
              Is {name}
            </span>
          </Button>
        ))}
        {field === "product.category" ? (
          <span className="w-52">
            <CategoryInput
              label={`Category for ${value.value}`}
              value={null}
              onChange={(id) => (id ? means({ id }) : undefined)}
              input={{ id: `category-${value.value}` }}
            />
          </span>
        ) : (
          <Button
            size="sm"
            variant="ghost"
            disabled={map.isPending}
            onClick={() => means({ create: value.value })}
          >
            <Plus aria-hidden className="size-3.5" />
            Create now
          </Button>
        )}
        <Button size="sm" variant="ghost" disabled={map.isPending} onClick={() => means(null)}>
          Leave out
        </Button>
      </span>
    </li>
  );
}
