"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Skeleton } from "@v1/ui";
import { useState } from "react";
import { useTRPC } from "../../api/client.ts";
import { QueryProblem } from "../../api/query-problem.tsx";
import type { ImportJob } from "../types.ts";
import type { Heading } from "./heading.ts";
import { MappingForm } from "./mapping-form.tsx";

/** What each column of the file means, as it was proposed; a person has the last word. */
export function ColumnsStep({ job, done }: { job: ImportJob; done: () => void }) {
  const [heading, setHeading] = useState<Heading>({});
  const trpc = useTRPC();
  const proposal = useQuery(
    trpc.imports.propose.queryOptions(
      { importId: job.id, sheet: heading.sheet ?? job.mapping.sheet, headerRow: heading.headerRow },
      { placeholderData: keepPreviousData, staleTime: Number.POSITIVE_INFINITY },
    ),
  );
  const targets = useQuery(
    trpc.imports.targets.queryOptions(undefined, { staleTime: Number.POSITIVE_INFINITY }),
  );
  const error = proposal.error ?? targets.error;
  if (error && !proposal.data) {
    return (
      <QueryProblem
        error={error}
        retry={() => Promise.all([proposal.refetch(), targets.refetch()])}
        title="The file could not be looked at"
      />
    );
  }
  if (!proposal.data || !targets.data) return <ColumnsSkeleton />;
  // What was saved before counts, as long as it is about the same rows.
  const isSaved = heading.sheet === undefined && heading.headerRow === undefined;
  return (
    <MappingForm
      key={JSON.stringify([heading, proposal.isPlaceholderData])}
      job={job}
      proposal={proposal.data}
      start={isSaved ? job.mapping : proposal.data.mapping}
      targets={targets.data}
      heading={heading}
      onHeading={setHeading}
      done={done}
    />
  );
}

const LINES = ["a", "b", "c", "d", "e", "f", "g", "h"];

function ColumnsSkeleton() {
  return (
    <div role="status" aria-label="The file is being looked at" className="grid gap-3">
      <Skeleton className="h-8 w-full max-w-lg" />
      {LINES.map((line) => (
        <div key={line} className="flex h-11 items-center gap-6 border-line border-b">
          <Skeleton className="h-4 w-32" />
          <Skeleton className="h-4 w-48" />
          <Skeleton className="ml-auto h-8 w-56" />
        </div>
      ))}
    </div>
  );
}
