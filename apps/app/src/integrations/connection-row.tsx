"use client";

import { useQuery } from "@tanstack/react-query";
import { RelativeTime, Skeleton, Status } from "@v1/ui";
import Link from "next/link";
import { useTRPC } from "../api/client.ts";
import { connectionState, type ListedConnection } from "../connections/connection-state.ts";
import { NextSync } from "../connections/next-sync.tsx";
import { recordsOf } from "../connections/records-of.ts";
import { Tile } from "../connections/tile.tsx";
import { formatCount } from "../format.ts";
import { useWide } from "../frame/use-wide.ts";
import { LazySparkline } from "../runs/lazy-sparkline.tsx";
import { ROW_COLUMNS } from "./columns.ts";

export function ConnectionRow({ connection }: { connection: ListedConnection }) {
  const { id, name, integration, accountName, lastSyncAt } = connection;
  const { tone, word } = connectionState(connection);
  const detail = useQuery(useTRPC().integrations.connections.get.queryOptions({ connectionId: id }));
  const runs = detail.data?.lastRuns;
  const records = runs ? recordsOf(runs) : null;
  // Where there is no room for the chart, its library is not fetched either.
  const wide = useWide();
  return (
    <tr className={`${ROW_COLUMNS} relative min-h-14 border-line border-b py-2 hover:bg-hover`}>
      <td className="flex min-w-0 items-center gap-3">
        <Tile name={integration.name} />
        <span className="min-w-0">
          <Link
            href={`/integrations/${id}`}
            prefetch={false}
            className="block truncate font-medium text-ink after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2"
            dir="auto"
            title={name}
          >
            {name}
          </Link>
          <span className="block truncate text-ink-faint text-xs">
            {integration.name}
            {accountName && accountName !== name ? ` · ${accountName}` : null}
          </span>
        </span>
      </td>
      <td className="text-right md:text-left">
        <Status tone={tone}>{word}</Status>
        <span className="block text-ink-faint text-xs md:hidden">
          {lastSyncAt ? <RelativeTime at={lastSyncAt} /> : "never synced"}
        </span>
      </td>
      <td className="hidden text-ink-soft md:block">
        {lastSyncAt ? <RelativeTime at={lastSyncAt} /> : "Never"}
      </td>
      <td className="hidden text-ink-soft md:block">
        <NextSync connection={connection} />
      </td>
      <td className="hidden text-right text-ink-soft tabular-nums md:block">
        {detail.isPending ? <Skeleton className="ml-auto h-3 w-10" /> : null}
        {detail.data ? (
          <span title={records === null ? "No full read has ended yet" : "At the last full read"}>
            {records === null ? "–" : formatCount(records)}
          </span>
        ) : null}
      </td>
      <td className="hidden lg:block">
        {runs && wide ? <LazySparkline runs={runs} /> : <Skeleton className="h-7 w-32" />}
      </td>
    </tr>
  );
}
