"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Badge, Button, Skeleton, Status } from "@v1/ui";
import { Download } from "lucide-react";
import { useTRPC } from "../../api/client.ts";
import { problemOf } from "../../api/problem.ts";
import { formatCount } from "../../format.ts";
import { DropZone } from "../drop-zone.tsx";
import type { ImportJob, ImportRow } from "../types.ts";
import { useReport } from "../use-files.ts";

/** What is wrong, row by row, and the way to set it right in a spreadsheet. */
export function RowsToCorrect({ job }: { job: ImportJob }) {
  const count = job.summary?.rowsWithIssues ?? 0;
  const report = useReport(job.id, job.filename);
  if (count === 0) {
    return (
      <Status tone="good">
        {job.summary?.rows === 0 ? "The file has no rows" : "Nothing is wrong with any row"}
      </Status>
    );
  }
  return (
    <section aria-labelledby="rows">
      <div className="flex flex-wrap items-end justify-between gap-3 border-line-strong border-b pb-2">
        <div className="min-w-0 flex-1 basis-72">
          <h2 id="rows" className="font-semibold text-base">
            {formatCount(count)} of {formatCount(job.summary?.rows ?? 0)} rows to correct
          </h2>
          <p className="text-pretty text-ink-soft">
            What cannot be used is left out; the rest of the product is imported. Rows marked “blocks” keep
            their product out.
          </p>
        </div>
        <Button onClick={() => report.mutate()} pending={report.isPending}>
          <Download aria-hidden className="size-3.5" />
          Rows to correct, as CSV
        </Button>
      </div>
      {report.error ? (
        <p role="alert" className="mt-2 text-bad">
          {problemOf(report.error).message} {problemOf(report.error).hint}
        </p>
      ) : null}
      <Issues job={job} />
      <DropZone
        className="mt-4"
        correctionOf={job.id}
        title="Bring the corrected file back"
        text="It has the same columns, and imports these rows alone."
      />
    </section>
  );
}

function Issues({ job }: { job: ImportJob }) {
  const query = useInfiniteQuery(
    useTRPC().imports.rows.infiniteQueryOptions(
      { importId: job.id, only: "issues", limit: 25 },
      { getNextPageParam: (page) => page.nextCursor },
    ),
  );
  const rows = query.data?.pages.flatMap(({ items }) => items) ?? [];
  if (query.isPending) return <Skeleton className="mt-2 h-32 w-full" />;
  return (
    <>
      <ul>
        {rows.map((row) => (
          <Row key={row.row} row={row} />
        ))}
      </ul>
      {query.error ? (
        <p role="alert" className="py-2 text-bad">
          {problemOf(query.error).message} {problemOf(query.error).hint}
        </p>
      ) : null}
      {query.hasNextPage ? (
        <Button
          size="sm"
          variant="ghost"
          className="mt-2"
          onClick={() => query.fetchNextPage()}
          pending={query.isFetchingNextPage}
        >
          Show more rows
        </Button>
      ) : null}
    </>
  );
}

function Row({ row }: { row: ImportRow }) {
  return (
    <li className="grid gap-x-5 gap-y-1 border-line border-b py-2 sm:grid-cols-[9rem_minmax(0,1fr)]">
      <span className="min-w-0">
        <span className="font-medium tabular-nums">Row {formatCount(row.row)}</span>
        <span className="block truncate font-mono text-ink-faint text-xs" title={row.product ?? undefined}>
          {row.product}
        </span>
      </span>
      <ul className="grid min-w-0 gap-1">
        {row.issues.map(({ column, value, message, hint, blocking, code }) => (
          <li key={`${code} ${column} ${value}`} className="text-pretty">
            {column ? (
              <span className="font-medium" dir="auto">
                {column}:{" "}
              </span>
            ) : null}
            {message} <span className="text-ink-soft">{hint}</span>{" "}
            {value ? (
              <code className="wrap-anywhere rounded bg-sunken px-1 font-mono text-xs" dir="auto">
                {value.slice(0, 200)}
              </code>
            ) : null}{" "}
            {blocking ? <Badge tone="bad">blocks</Badge> : null}
          </li>
        ))}
      </ul>
    </li>
  );
}
