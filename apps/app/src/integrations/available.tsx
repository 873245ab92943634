"use client";

import { Badge, buttonStyle } from "@v1/ui";
import Link from "next/link";
import type { Outputs } from "../api/types.ts";
import type { ListedConnection } from "../connections/connection-state.ts";
import { Tile } from "../connections/tile.tsx";
import { useBrands } from "../frame/brand.tsx";
import { OwnersOnly } from "../frame/owners-only.tsx";
import { matches } from "./filters.ts";

type Entry = Outputs["integrations"]["catalog"]["list"][number];

interface AvailableProps {
  entries: Entry[];
  connections: ListedConnection[];
  search: string;
  /** A filter on states is about connections alone. */
  narrowed: boolean;
}

export function Available({ entries, connections, search, narrowed }: AvailableProps) {
  const { brand } = useBrands();
  const shown = entries.filter(({ name, description, category }) =>
    matches(`${name} ${description ?? ""} ${category ?? ""}`, search),
  );
  if (narrowed || shown.length === 0) return null;
  const uses = (slug: string) =>
    connections.filter(({ integration, status }) => integration.slug === slug && status !== "disconnected")
      .length;
  return (
    <section aria-labelledby="available" className="mt-8 px-4 pb-12 md:px-6">
      <h2 id="available" className="font-semibold text-lg tracking-tight">
        Available
      </h2>
      {brand?.role === "owner" ? null : <OwnersOnly what="connect a system" className="mt-2" />}
      <ul className="mt-3 grid gap-x-6 gap-y-1 md:grid-cols-2 xl:grid-cols-3">
        {shown.map((entry) => (
          <li key={entry.id} className="flex items-start gap-3 py-3">
            <Tile name={entry.name} className="size-10" />
            <div className="min-w-0 flex-1">
              <h3 className="flex min-w-0 flex-wrap items-center gap-x-2 font-medium text-base">
                <span className="min-w-0 truncate" title={entry.name}>
                  {entry.name}
                </span>
                {uses(entry.slug) > 0 ? <Badge tone="good">{uses(entry.slug)} connected</Badge> : null}
              </h3>
              <p className="text-pretty text-ink-soft">{entry.description}</p>
            </div>
            <Action entry={entry} owner={brand?.role === "owner"} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Action({ entry, owner }: { entry: Entry; owner: boolean }) {
  if (!entry.available) return <span className="py-1 text-ink-faint text-xs">Not on this server</span>;
  if (entry.category === "file") {
    return (
      <Link href="/imports" prefetch={false} className={buttonStyle({ size: "sm" })}>
        Import<span className="sr-only"> a {entry.name}</span>
      </Link>
    );
  }
  if (!owner) return null;
  return (
    <Link
      href={`/integrations/connect/${entry.slug}`}
      prefetch={false}
      className={buttonStyle({ size: "sm" })}
    >
      Connect<span className="sr-only"> {entry.name}</span>
    </Link>
  );
}
