"use client";

import { useQuery } from "@tanstack/react-query";
import { Button, Select } from "@v1/ui";
import { X } from "lucide-react";
import { useTRPC } from "../api/client.ts";
import { formatCount } from "../format.ts";
import { SearchBox } from "../products/search-box.tsx";
import type { Age, InboxPlace } from "./use-inbox-place.ts";

const ALL = "all";
const AGES: { value: Age; label: string }[] = [
  { value: "any", label: "Any age" },
  { value: "day", label: "Since yesterday" },
  { value: "week", label: "Last 7 days" },
  { value: "month", label: "Last 30 days" },
  { value: "older", label: "Older than 30 days" },
];
const STATES = [
  { value: "open", label: "Open" },
  { value: "dismissed", label: "Dismissed" },
] as const;

/** By words of the product, field, connection, age and state, in one line. */
export function InboxFilters({ inbox }: { inbox: InboxPlace }) {
  const { place, setPlace } = inbox;
  const { fields, connections } = useOptions(place.state);
  // What is open need not be among what the new filter lets through.
  const change = (next: Parameters<typeof setPlace>[0]) => void setPlace({ ...next, conflict: null });
  return (
    <search className="flex flex-wrap items-center gap-2 px-4 pb-3 md:px-6">
      <SearchBox
        label="Search conflicts"
        placeholder="Product, identifier, SKU"
        value={place.q}
        onChange={(q) => change({ q: q || null })}
      />
      <Select
        label="Field"
        value={place.field ?? ALL}
        onValueChange={(field) => change({ field: field === ALL ? null : (field as typeof place.field) })}
        options={[{ value: ALL, label: "All fields" }, ...fields]}
        className="max-w-48"
      />
      <Select
        label="Connection"
        value={place.connection ?? ALL}
        onValueChange={(connection) => change({ connection: connection === ALL ? null : connection })}
        options={[{ value: ALL, label: "All connections" }, ...connections]}
        className="max-w-48"
      />
      <Select label="Age" value={place.age} onValueChange={(age) => change({ age })} options={AGES} />
      <Select
        label="State"
        value={place.state}
        onValueChange={(state) => change({ state })}
        options={STATES}
        className="sm:ml-auto"
      />
      {inbox.narrowed ? (
        <Button variant="ghost" onClick={() => inbox.clear()}>
          <X aria-hidden className="size-3.5" />
          Clear
        </Button>
      ) : null}
    </search>
  );
}

/** The fields and connections that are in conflict, each with how often. */
function useOptions(state: "open" | "dismissed") {
  const { data = [] } = useQuery(useTRPC().integrations.conflicts.counts.queryOptions({ state }));
  const fields = new Map<string, { label: string; count: number }>();
  const connections = new Map<string, { label: string; count: number }>();
  for (const { fieldKey, label, connectionId, connection, count } of data) {
    fields.set(fieldKey, { label, count: (fields.get(fieldKey)?.count ?? 0) + count });
    connections.set(connectionId, {
      label: connection,
      count: (connections.get(connectionId)?.count ?? 0) + count,
    });
  }
  const options = (map: typeof fields) =>
    [...map].map(([value, { label, count }]) => ({ value, label, detail: `${formatCount(count)} ${state}` }));
  return { fields: options(fields), connections: options(connections) };
}
