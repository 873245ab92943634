"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Button, cn, Notice, RelativeTime, Skeleton, Status } from "@v1/ui";
import { FileSpreadsheet } from "lucide-react";
import Link from "next/link";
import { useTRPC } from "../api/client.ts";
import { problemOf } from "../api/problem.ts";
import { QueryProblem } from "../api/query-problem.tsx";
import { counted, formatCount } from "../format.ts";
import { IMPORT_STATES } from "./import-state.ts";
import type { ImportJob } from "./types.ts";

const COLUMNS =
  "grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 px-4 md:grid-cols-[minmax(0,1fr)_10rem_9rem_9rem_7rem] md:px-6";

/** Every file that was brought in, the newest first. */
export function ImportList() {
  const query = useInfiniteQuery(
    useTRPC().imports.list.infiniteQueryOptions(
      { limit: 50 },
      {
        getNextPageParam: (page) => page.nextCursor,
        refetchInterval: ({ state }) => (state.data?.pages[0]?.items.some(isMoving) ? 2_000 : false),
      },
    ),
  );
  const imports = query.data?.pages.flatMap(({ items }) => items) ?? [];
  if (query.isPending) return <ImportListSkeleton />;
  if (imports.length === 0 && query.error) {
    return (
      <QueryProblem
        error={query.error}
        retry={query.refetch}
        pending={query.isRefetching}
        title="Imports could not be read"
      />
    );
  }
  if (imports.length === 0) return <NoImports />;
  return (
    <>
      <table className="block w-full">
        <ListHead />
        <tbody className="block">
          {imports.map((job) => (
            <Row key={job.id} job={job} />
          ))}
        </tbody>
      </table>
      {query.hasNextPage ? (
        <div className="flex flex-wrap items-center gap-3 px-4 py-4 md:px-6">
          <Button size="sm" onClick={() => query.fetchNextPage()} pending={query.isFetchingNextPage}>
            Show more
          </Button>
          {query.error ? (
            <p role="alert" className="text-bad">
              {problemOf(query.error).message} {problemOf(query.error).hint}
            </p>
          ) : null}
        </div>
      ) : null}
    </>
  );
}

function isMoving({ status }: ImportJob): boolean {
  return status === "VALIDATING" || status === "COMMITTING";
}

function ListHead() {
  return (
    <thead className="block border-line border-y text-ink-faint text-xs">
      <tr className={cn(COLUMNS, "h-8 [&>th]:font-medium")}>
        <th scope="col" className="text-left">
          File
        </th>
        <th scope="col" className="text-right md:text-left">
          State
        </th>
        <th scope="col" className="hidden text-right md:block">
          Products
        </th>
        <th scope="col" className="hidden text-right md:block">
          Rows to correct
        </th>
        <th scope="col" className="hidden text-right md:block">
          Brought in
        </th>
      </tr>
    </thead>
  );
}

function Row({ job }: { job: ImportJob }) {
  const { filename, status, summary, createdAt, correctionOf, source } = job;
  const { tone, word } = IMPORT_STATES[status];
  const none = <span className="text-ink-faint">–</span>;
  return (
    <tr className={cn(COLUMNS, "relative min-h-14 border-line border-b py-2 hover:bg-hover")}>
      <td className="min-w-0">
        <Link
          href={`/imports/${job.id}`}
          dir="auto"
          title={filename}
          className="block truncate rounded font-medium text-ink after:absolute after:inset-0"
        >
          {filename}
        </Link>
        <span className="block truncate text-ink-faint text-xs">
          {correctionOf ? "Correction · " : null}
          <span dir="auto">{source}</span>
          <span className="md:hidden">
            {" "}
            · {summary ? `${counted(summary.products, "product")} · ` : null}
            <RelativeTime at={createdAt} />
          </span>
        </span>
      </td>
      <td>
        <Status tone={tone} className="font-normal">
          {word}
        </Status>
      </td>
      <td className="hidden text-right tabular-nums md:block">
        {summary ? formatCount(summary.products) : none}
      </td>
      <td className={cn("hidden text-right tabular-nums md:block", summary?.rowsWithIssues && "text-warn")}>
        {summary ? formatCount(summary.rowsWithIssues) : none}
      </td>
      <td className="hidden text-right text-ink-soft md:block">
        <RelativeTime at={createdAt} />
      </td>
    </tr>
  );
}

function NoImports() {
  return (
    <Notice icon={FileSpreadsheet} title="No file has been imported yet">
      Drop a spreadsheet above. You choose what its columns mean and see what would change; nothing is written
      before you say so.
    </Notice>
  );
}

const ROWS = ["a", "b", "c", "d"];

export function ImportListSkeleton() {
  return (
    <div role="status" aria-label="Imports are being read" className="border-line border-t">
      <div className="h-8 border-line border-b" />
      {ROWS.map((row) => (
        <div key={row} className={cn(COLUMNS, "h-14 border-line border-b")}>
          <Skeleton className="h-4 w-56 max-w-full" />
          <Skeleton className="h-4 w-24" />
          <Skeleton className="ml-auto hidden h-4 w-12 md:block" />
          <Skeleton className="ml-auto hidden h-4 w-10 md:block" />
          <Skeleton className="ml-auto hidden h-4 w-16 md:block" />
        </div>
      ))}
    </div>
  );
}
