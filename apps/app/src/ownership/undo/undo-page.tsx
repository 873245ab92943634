"use client";

import { useQuery } from "@tanstack/react-query";
import { Notice } from "@v1/ui";
import { Eye, Undo2 } from "lucide-react";
import { useTRPC } from "../../api/client.ts";
import { QueryProblem } from "../../api/query-problem.tsx";
import type { Outputs } from "../../api/types.ts";
import { counted } from "../../format.ts";
import { useBrands } from "../../frame/brand.tsx";
import { OwnersOnly } from "../../frame/owners-only.tsx";
import { PageHeader } from "../../frame/page-header.tsx";
import { StartUndo } from "./start-undo.tsx";
import { UndoFigures, UndoFiguresSkeleton } from "./undo-figures.tsx";
import { UndoPlaces } from "./undo-places.tsx";
import { total } from "./verdict-words.ts";

type Preview = Outputs["integrations"]["undo"]["preview"];

/** What undoing a run would put back, what not and why; then the undo. */
export function UndoPage({ runId }: { runId: string }) {
  const { brand } = useBrands();
  const trpc = useTRPC();
  const run = useQuery(trpc.integrations.runs.get.queryOptions({ runId }, { enabled: brand !== null }));
  const owner = brand?.role === "owner";
  const preview = useQuery(
    trpc.integrations.undo.preview.queryOptions({ runId }, { enabled: owner, staleTime: 0 }),
  );
  const counts = preview.data;
  return (
    <>
      <PageHeader
        back={{ href: `/runs/${runId}`, label: run.data ? `The run of ${run.data.connection}` : "The run" }}
        title="Undo this run"
        purpose="Every value that still stands as the run left it gets back what stood before. It becomes a run of its own, which can be undone too."
        action={
          counts && total(counts.restored) > 0 ? (
            <StartUndo runId={runId} count={total(counts.restored)} />
          ) : null
        }
      />
      {brand && !owner ? (
        <OwnersOnly what="undo a run" className="px-4 pb-6 md:px-6" />
      ) : (
        <Worked runId={runId} preview={preview} />
      )}
    </>
  );
}

interface WorkedProps {
  runId: string;
  preview: { data?: Preview; error: unknown; refetch: () => unknown; isRefetching: boolean };
}

function Worked({ runId, preview: { data, error, refetch, isRefetching } }: WorkedProps) {
  if (error && !data) {
    return (
      <QueryProblem
        error={error}
        title="What an undo would do could not be worked out"
        retry={refetch}
        pending={isRefetching}
      />
    );
  }
  if (!data) return <UndoFiguresSkeleton />;
  if (total(data.restored) + total(data.kept) === 0) {
    return (
      <Notice icon={Undo2} title="There is nothing to undo">
        This run changed nothing, or what it changed was undone already.
      </Notice>
    );
  }
  return (
    <>
      <UndoFigures preview={data} />
      <PublishedNote published={data.published} />
      <UndoPlaces runId={runId} />
    </>
  );
}

/** Rule 17: an undo reaches the product's own data, never what was published of it. */
function PublishedNote({ published }: { published: number }) {
  if (published === 0) return null;
  return (
    <p className="flex items-start gap-2 px-4 pb-8 text-pretty text-ink-soft md:px-6">
      <Eye aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-faint" />
      {counted(published, "published passport")} {published === 1 ? "shows" : "show"} what this run wrote.{" "}
      {published === 1 ? "It stays" : "They stay"} as published; after the undo the older values wait there to
      be published.
    </p>
  );
}
