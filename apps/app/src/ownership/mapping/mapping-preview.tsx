"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { FieldKey } from "@v1/core";
import { cn, Skeleton } from "@v1/ui";
import { ArrowRight, TriangleAlert } from "lucide-react";
import { useTRPCClient } from "../../api/client.ts";
import { ProblemNote } from "../../api/problem-note.tsx";
import type { Outputs } from "../../api/types.ts";
import { useDebounced } from "../../palette/use-debounced.ts";
import { showValue } from "../../values/show-value.ts";
import type { Source } from "./steps.ts";

type Previewed = Outputs["integrations"]["mapping"]["preview"][number];
type Part = Previewed["fields"][number];

interface MappingPreviewProps {
  connectionId: string;
  fieldKey: FieldKey;
  /** Undefined while it is not whole. */
  source: Source | null | undefined;
}

const LINES = ["a", "b", "c"];

/** Three real records: what stands there, what we make of it now, and what we would make of it. */
export function MappingPreview({ connectionId, fieldKey, source }: MappingPreviewProps) {
  const client = useTRPCClient();
  const asked = useDebounced(JSON.stringify(source ?? null), 500);
  const preview = useQuery({
    queryKey: ["mapping preview", connectionId, fieldKey, asked],
    queryFn: () =>
      client.integrations.mapping.preview.mutate({
        connectionId,
        sources: { [fieldKey]: JSON.parse(asked) as Source | null },
      }),
    enabled: source !== undefined,
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 60_000,
  });
  return (
    <section aria-labelledby="preview-heading" className="grid gap-2">
      <h3 id="preview-heading" className="font-semibold">
        On three real records
      </h3>
      <ProblemNote error={preview.error} />
      {source === undefined && !preview.data ? (
        <p className="text-ink-soft">Name a place, and see what is found there.</p>
      ) : null}
      {preview.isLoading ? (
        <div role="status" aria-label="Records are being read" className="grid gap-2">
          {LINES.map((line) => (
            <Skeleton key={line} className="h-12 w-full" />
          ))}
        </div>
      ) : null}
      {preview.data?.length === 0 ? (
        <p className="text-ink-soft">The source has no records to try it on.</p>
      ) : null}
      {preview.data && !preview.error ? (
        <ul
          className={cn("transition-opacity", preview.isFetching && "opacity-60")}
          aria-busy={preview.isFetching}
        >
          {preview.data.map((record) => (
            <li key={record.externalId} className="border-line border-t py-2">
              <code className="font-mono text-ink-faint text-xs">{record.externalId}</code>
              {record.fields.map((part) => (
                <Shown key={`${part.key} ${part.variant}`} part={part} />
              ))}
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}

/** The connector's own way is not one place of the record, so that there is nothing to show of it. */
function there(raw: unknown, after: unknown): string {
  if (typeof raw === "string") return raw;
  if (raw !== null && raw !== undefined) return JSON.stringify(raw);
  return showValue(after) === null ? "nothing" : "as the connector reads it";
}

function Shown({ part: { variant, raw, before, after, issue } }: { part: Part }) {
  return (
    <div className="mt-1 grid gap-1">
      {variant ? <span className="text-ink-faint text-xs">variant {variant}</span> : null}
      <div className="grid grid-cols-[minmax(0,1fr)_1rem_minmax(0,1fr)] gap-x-2">
        <div className="min-w-0">
          <span className="block text-ink-faint text-xs">there</span>
          <span className="line-clamp-3 wrap-anywhere font-mono text-xs" dir="auto">
            {there(raw, after)}
          </span>
        </div>
        <ArrowRight aria-hidden className="mt-4 size-4 text-ink-faint" />
        <div className="min-w-0">
          <span className="block text-ink-faint text-xs">here</span>
          <span className="line-clamp-3 wrap-anywhere font-medium" dir="auto">
            {showValue(after) ?? "nothing"}
          </span>
          {showValue(before) !== showValue(after) ? (
            <span className="line-clamp-2 wrap-anywhere text-ink-faint text-xs" dir="auto">
              now: {showValue(before) ?? "nothing"}
            </span>
          ) : null}
        </div>
      </div>
      {issue ? (
        <p className="flex items-start gap-1.5 text-pretty text-warn text-xs">
          <TriangleAlert aria-hidden className="mt-0.5 size-3 shrink-0" />
          {issue.message} {issue.hint}
        </p>
      ) : null}
    </div>
  );
}
