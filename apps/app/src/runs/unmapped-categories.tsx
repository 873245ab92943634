"use client";

import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { toast } from "@v1/ui";
import { useId } from "react";
import { useTRPC } from "../api/client.ts";
import { MoreRows } from "../api/more-rows.tsx";
import { ProblemNote } from "../api/problem-note.tsx";
import { counted } from "../format.ts";
import { CategoryInput } from "../product/inputs/reference-inputs.tsx";
import { ListSkeleton } from "./list-skeleton.tsx";

/** Names of the source that are no category of ours, each with the choice of what it means. */
export function UnmappedCategories({ runId, count }: { runId: string; count: number }) {
  const query = useInfiniteQuery(
    useTRPC().integrations.runs.errors.infiniteQueryOptions(
      { runId, code: "unmapped_category", limit: 25 },
      { getNextPageParam: (page) => page.nextCursor },
    ),
  );
  const names = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <div className="grid gap-2 px-4 pb-4 md:px-6 md:pl-13">
      {query.isPending ? <ListSkeleton rows={3} /> : null}
      {query.error ? <ProblemNote error={query.error} /> : null}
      <ul className="grid gap-2">
        {names.map(({ id, excerpt }) => (
          <li key={id} className="min-w-0 rounded-md bg-sunken px-3 py-2">
            <Meaning name={excerpt} />
          </li>
        ))}
      </ul>
      <MoreRows query={query} shown={`${names.length} of ${counted(count, "name")} shown`} flush />
    </div>
  );
}

function Meaning({ name }: { name: string }) {
  const id = useId();
  const map = useMutation(
    useTRPC().catalog.mapCategory.mutationOptions({
      onSuccess: () => toast.success("Remembered. The next sync brings it in."),
    }),
  );
  const chosen = map.error ? undefined : map.variables?.categoryId;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <label htmlFor={id} className="wrap-anywhere min-w-0 flex-1 basis-48 font-medium" dir="auto">
        {name}
      </label>
      <div className="w-full sm:w-72">
        <CategoryInput
          label={`What “${name}” means`}
          input={{ id }}
          value={chosen ?? null}
          onChange={(categoryId) => map.mutate({ name, categoryId })}
        />
      </div>
      <ProblemNote error={map.error} className="w-full" />
    </div>
  );
}
