"use client";

import { Button, Notice } from "@v1/ui";
import { Plug, SearchX } from "lucide-react";
import type { ListedConnection } from "../connections/connection-state.ts";
import { ROW_COLUMNS } from "./columns.ts";
import { ConnectionRow } from "./connection-row.tsx";
import { type Filters, shownConnections } from "./filters.ts";

interface ConnectedProps {
  connections: ListedConnection[];
  filters: Filters;
  onClear: () => void;
}

export function Connected({ connections, filters, onClear }: ConnectedProps) {
  if (connections.length === 0) {
    return (
      <div className="border-line border-y [&>div]:py-12">
        <Notice icon={Plug} title="Nothing is connected yet">
          Products come from the systems that you connect: a shop, a feed, a spreadsheet. Choose the first one
          below; it takes a minute.
        </Notice>
      </div>
    );
  }
  const shown = shownConnections(connections, filters);
  if (shown.length === 0) {
    return (
      <div className="border-line border-y [&>div]:py-10">
        <Notice
          icon={SearchX}
          title="No connection fits"
          action={<Button onClick={onClear}>Clear search and filter</Button>}
        >
          None of your connections is called that, or is in that state.
        </Notice>
      </div>
    );
  }
  return (
    <table className="block w-full" aria-label="Connected">
      <thead className="block border-line border-y text-ink-faint text-xs">
        <tr className={`${ROW_COLUMNS} h-8`}>
          <th scope="col" className="text-left font-medium">
            Connected
          </th>
          <th scope="col" className="text-right font-medium md:text-left">
            Status
          </th>
          <th scope="col" className="hidden text-left font-medium md:block">
            Last sync
          </th>
          <th scope="col" className="hidden text-left font-medium md:block">
            Next sync
          </th>
          <th scope="col" className="hidden text-right font-medium md:block">
            Records
          </th>
          <th scope="col" className="hidden text-left font-medium lg:block">
            Last 20 runs
          </th>
        </tr>
      </thead>
      <tbody className="block">
        {shown.map((connection) => (
          <ConnectionRow key={connection.id} connection={connection} />
        ))}
      </tbody>
    </table>
  );
}
