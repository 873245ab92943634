"use client";

import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTRPC } from "../api/client.ts";
import { MoreRows } from "../api/more-rows.tsx";
import { ProblemNote } from "../api/problem-note.tsx";
import { counted } from "../format.ts";
import { comesInFiles } from "../integrations/file-sources.ts";
import { CategoryInput } from "../product/inputs/reference-inputs.tsx";
import { ListSkeleton } from "./list-skeleton.tsx";
import { SyncAgain } from "./sync-again.tsx";
import { UNMAPPED } from "./unmapped-place.ts";
import type { Run } from "./use-run.ts";

/** Names of the source that are no category of ours, each with the choice of what it means. */
export function UnmappedCategories({ run, count }: { run: Run; count: number }) {
  const [mapped, setMapped] = useState<ReadonlySet<string>>(new Set());
  const query = useInfiniteQuery(
    useTRPC().integrations.runs.errors.infiniteQueryOptions(
      { runId: run.id, code: UNMAPPED, limit: 25 },
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
            <Meaning name={excerpt} onMapped={() => setMapped((known) => new Set(known).add(id))} />
          </li>
        ))}
      </ul>
      <MoreRows query={query} shown={`${names.length} of ${counted(count, "name")} shown`} flush />
      {mapped.size > 0 ? <ReadAnew run={run} mapped={mapped.size} /> : null}
    </div>
  );
}

/** What was said counts for records that are read: one press reads all of them, and leads to that run. */
function ReadAnew({ run, mapped }: { run: Run; mapped: number }) {
  const inFiles = comesInFiles(run.integration);
  return (
    <section
      aria-label="Bring the categories in"
      className="sticky bottom-3 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-md border border-line-strong bg-surface px-3 py-2"
    >
      <p role="status" className="min-w-0 flex-1 basis-60 text-pretty">
        {counted(mapped, "name has", "names have")} a category now.{" "}
        {inFiles
          ? "Import the file again to bring it to the products that are there."
          : `Reading all of ${run.connection} once brings it to the products that are there; nothing else of them changes unless the source has changed it.`}
      </p>
      {inFiles ? null : <SyncAgain run={run} mode="full" variant="primary" label="Read everything now" />}
    </section>
  );
}

function Meaning({ name, onMapped }: { name: string; onMapped: () => void }) {
  const id = useId();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const map = useMutation(
    trpc.catalog.mapCategory.mutationOptions({
      onSuccess: () => {
        onMapped();
        return queries.invalidateQueries(trpc.catalog.unmappedCategories.pathFilter());
      },
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
