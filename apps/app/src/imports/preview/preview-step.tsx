"use client";

import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { Button, Skeleton } from "@v1/ui";
import { ArrowRight } from "lucide-react";
import { useState } from "react";
import { useTRPC } from "../../api/client.ts";
import { QueryProblem } from "../../api/query-problem.tsx";
import { counted, formatCount } from "../../format.ts";
import { effectsOf } from "../../ownership/preview/effects.ts";
import { PreviewRecords } from "../../ownership/preview/preview-records.tsx";
import { ListSkeleton } from "../../runs/list-skeleton.tsx";
import type { Step } from "../import-state.ts";
import type { ImportJob, Preview } from "../types.ts";
import { useImportAnswers } from "../use-import-action.ts";
import { FieldEffects } from "./field-effects.tsx";

/** What an import would do, worked out by the engine itself; nothing is written. */
export function PreviewStep({ job, goTo }: { job: ImportJob; goTo: (step: Step | null) => void }) {
  const trpc = useTRPC();
  const answers = useImportAnswers();
  const [most, setMost] = useState(FIRST);
  const preview = useQuery(
    trpc.imports.preview.queryOptions(
      { importId: job.id, most },
      { staleTime: 60_000, retry: false, placeholderData: keepPreviousData },
    ),
  );
  const commit = useMutation(trpc.imports.commit.mutationOptions(answers));
  if (preview.error && !preview.data) {
    return (
      <QueryProblem
        error={preview.error}
        retry={preview.refetch}
        pending={preview.isRefetching}
        title="What would change could not be worked out"
      />
    );
  }
  if (!preview.data) return <PreviewSkeleton />;
  const { data } = preview;
  return (
    <div className="grid gap-8">
      {data.covers === "first" ? (
        <Part job={job} preview={data} more={() => setMost(MOST)} pending={preview.isPlaceholderData} />
      ) : null}
      <Sentence preview={data} />
      <FieldEffects fields={data.fields} />
      {/* The preview of a file keeps its address: what was read of it is old once it is worked out anew. */}
      <Records key={preview.dataUpdatedAt} runId={data.runId} />
      <div className="sticky bottom-0 -mx-4 flex flex-wrap items-center justify-end gap-3 border-line border-t bg-canvas px-4 py-3 md:-mx-6 md:px-6">
        <p className="mr-auto text-pretty text-ink-soft">
          It becomes a run, which can be looked at afterwards.
        </p>
        <Button
          variant="primary"
          pending={commit.isPending}
          onClick={() => commit.mutate({ importId: job.id }, { onSuccess: () => goTo(null) })}
        >
          Import {counted(data.of - (data.covers === "all" ? (data.tallies.failed ?? 0) : 0), "product")}
          <ArrowRight aria-hidden className="size-3.5" />
        </Button>
      </div>
    </div>
  );
}

/** Product by product, read anew each time that it comes. */
function Records({ runId }: { runId: string }) {
  const { data, error, refetch, isRefetching } = useQuery(
    useTRPC().integrations.preview.get.queryOptions({ runId }, { refetchOnMount: "always" }),
  );
  if (error && !data) {
    return (
      <QueryProblem
        error={error}
        retry={refetch}
        pending={isRefetching}
        title="The products could not be read"
      />
    );
  }
  if (!data?.report) return <ListSkeleton />;
  const { effects, fields } = data.report;
  return (
    <div className="-mx-4 md:-mx-6">
      <PreviewRecords runId={runId} effects={effectsOf(effects)} fields={fields} />
    </div>
  );
}

/** Products that are worked out at once, and those that can be where somebody asks for it. */
const FIRST = 2_000;
const MOST = 10_000;

interface PartProps {
  job: ImportJob;
  preview: Preview;
  more: () => void;
  pending: boolean;
}

/** A large file: what is known of all of it, and how far the figures and the list below go. */
function Part({ job, preview, more, pending }: PartProps) {
  const { products, of } = preview;
  const { productsFailed = 0, productsNew } = job.summary ?? {};
  const known = productsNew === undefined ? null : Math.max(0, of - productsFailed - productsNew);
  return (
    <div className="grid max-w-2xl justify-items-start gap-3">
      <p className="text-pretty">
        The whole file has <span className="font-medium">{counted(of, "product")}</span>
        {productsNew === undefined || known === null
          ? null
          : `: ${formatCount(productsNew)} new ones and ${formatCount(known)} that you have`}
        {productsFailed > 0 ? `, and ${formatCount(productsFailed)} that are left out` : null}. All of it is
        imported.
      </p>
      <p className="text-pretty text-ink-soft">
        What becomes of each is worked out for the first {formatCount(products)}: the figures below are
        theirs, and only they can be browsed.
      </p>
      {products < MOST ? (
        <Button pending={pending} onClick={more}>
          Work out {of > MOST ? `the first ${formatCount(MOST)}` : "all of them"}
        </Button>
      ) : null}
    </div>
  );
}

function Sentence({ preview }: { preview: Preview }) {
  const { created = 0, updated = 0, unchanged = 0, failed = 0, variantsCreated = 0 } = preview.tallies;
  const unmatched = (preview.tallies.unmatched ?? 0) + (preview.tallies.ambiguous ?? 0);
  const parts = [
    ["created", created],
    ["changed", updated],
    ["as before", unchanged],
    ["set aside for review", unmatched],
    ["left out", failed],
  ] as const;
  return (
    <div className="grid gap-4">
      <dl className="flex flex-wrap gap-x-10 gap-y-4">
        {parts.map(([word, count]) =>
          count > 0 || word === "created" || word === "changed" ? (
            <div key={word}>
              <dt className="text-ink-soft first-letter:uppercase">{word}</dt>
              <dd className="font-semibold text-xl tabular-nums">{formatCount(count)}</dd>
            </div>
          ) : null,
        )}
        {variantsCreated > 0 ? (
          <div>
            <dt className="text-ink-soft">New variants</dt>
            <dd className="font-semibold text-xl tabular-nums">{formatCount(variantsCreated)}</dd>
          </div>
        ) : null}
      </dl>
    </div>
  );
}

const LINES = ["a", "b", "c", "d", "e"];

function PreviewSkeleton() {
  return (
    <div role="status" aria-label="What would change is being worked out" className="grid gap-4">
      <p className="text-ink-soft">Working out what would change. Nothing is written.</p>
      <div className="flex gap-10">
        <Skeleton className="h-12 w-24" />
        <Skeleton className="h-12 w-24" />
        <Skeleton className="h-12 w-24" />
      </div>
      {LINES.map((line) => (
        <Skeleton key={line} className="h-8 w-full" />
      ))}
    </div>
  );
}
