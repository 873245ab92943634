"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { FIELD_KEYS } from "@v1/core";
import { cn, Select } from "@v1/ui";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useTRPC } from "../../api/client.ts";
import { MoreRows } from "../../api/more-rows.tsx";
import { counted, formatCount } from "../../format.ts";
import { ListSkeleton } from "../../runs/list-skeleton.tsx";
import { fieldLabel } from "../../values/show-value.ts";
import { effectOf } from "./effects.ts";
import { RecordDiff } from "./record-diff.tsx";

interface PreviewRecordsProps {
  runId: string;
  effects: { effect: string; count: number }[];
  fields: { field: string }[];
}

const ALL = "all";

/** Record by record, narrowed by what becomes of them or by a field; the address says how. */
export function PreviewRecords({ runId, effects, fields }: PreviewRecordsProps) {
  const [{ effect, field }, setPlace] = useQueryStates({
    effect: parseAsString,
    field: parseAsStringLiteral(FIELD_KEYS),
  });
  const query = useInfiniteQuery(
    useTRPC().integrations.preview.records.infiniteQueryOptions(
      { runId, limit: 25, ...(effect ? { effect } : {}), ...(field ? { fieldKey: field } : {}) },
      { getNextPageParam: (page) => page.nextCursor, refetchOnMount: "always" },
    ),
  );
  const records = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const fieldOptions = fields
    .filter((one) => (FIELD_KEYS as readonly string[]).includes(one.field))
    .map((one) => ({ value: one.field, label: fieldLabel(one.field) }));
  return (
    <section aria-labelledby="records-heading">
      <div className="flex flex-wrap items-center gap-2 border-line border-b px-4 pb-3 md:px-6">
        <h2 id="records-heading" className="mr-2 font-semibold text-base">
          Product by product
        </h2>
        <fieldset className="flex flex-wrap gap-1">
          <legend className="sr-only">What becomes of them</legend>
          <Chip pressed={effect === null} onClick={() => void setPlace({ effect: null })}>
            All that changes
          </Chip>
          {effects.map((one) => (
            <Chip
              key={one.effect}
              pressed={effect === one.effect}
              onClick={() => void setPlace({ effect: one.effect })}
            >
              {effectOf(one.effect).word} <span className="text-ink-faint">{formatCount(one.count)}</span>
            </Chip>
          ))}
        </fieldset>
        {fieldOptions.length > 0 ? (
          <Select
            label="Field"
            value={field ?? ALL}
            onValueChange={(next) => void setPlace({ field: next === ALL ? null : (next as typeof field) })}
            options={[{ value: ALL, label: "All fields" }, ...fieldOptions]}
            className="sm:ml-auto"
          />
        ) : null}
      </div>
      {query.isPending ? <ListSkeleton /> : null}
      <ul>
        {records.map((record) => (
          <li key={record.ordinal} className="border-line border-b px-4 py-3 md:px-6">
            <RecordDiff record={record} />
          </li>
        ))}
      </ul>
      <MoreRows
        query={query}
        shown={records.length === 0 ? "None is like that" : `${counted(records.length, "record")} shown`}
      />
    </section>
  );
}

function Chip({
  pressed,
  onClick,
  children,
}: {
  pressed: boolean;
  onClick: () => void;
  children: React.ReactNode;
}) {
  return (
    <button
      type="button"
      aria-pressed={pressed}
      onClick={onClick}
      className={cn(
        "inline-flex h-7 items-center gap-1.5 rounded-md px-2.5 text-ink-soft tabular-nums hover:bg-sunken",
        pressed && "bg-sunken font-medium text-ink",
      )}
    >
      {children}
    </button>
  );
}
