"use client";

import { Tabs, TabsContent, TabsList, TabsTrigger } from "@v1/ui";
import { ArrowRight } from "lucide-react";
import type { ReactNode } from "react";
import { formatCount } from "../../format.ts";
import { fieldLabel } from "../field-label.ts";
import type { Preview } from "../types.ts";

/** Some of what would be written, what differs from an owner's value, and what is refused. */
export function Samples({ preview }: { preview: Preview }) {
  const { samples, conflicts, rejected } = preview;
  const tabs = [
    { id: "changes", label: "Changes", count: samples.length },
    { id: "conflicts", label: "Conflicts", count: conflicts.length },
    { id: "rejected", label: "Refused", count: rejected.length },
  ].filter(({ count }) => count > 0);
  const [first] = tabs;
  if (!first) return null;
  return (
    <Tabs defaultValue={first.id}>
      <TabsList className="px-0 md:px-0">
        {tabs.map(({ id, label, count }) => (
          <TabsTrigger key={id} value={id}>
            {label} <span className="text-ink-faint tabular-nums">{formatCount(count)}</span>
          </TabsTrigger>
        ))}
      </TabsList>
      <TabsContent value="changes">
        {samples.map(({ product, field, before, after }) => (
          <Line key={`${product} ${field} ${JSON.stringify(after)}`} product={product} field={field}>
            <Was value={before} />
            <span className="sr-only">becomes</span>
            <ArrowRight aria-hidden className="size-3.5 shrink-0 self-center text-ink-faint" />
            <Shown value={after} />
          </Line>
        ))}
      </TabsContent>
      <TabsContent value="conflicts">
        {conflicts.map(({ product, field, canonical, observed }) => (
          <Line key={`${product} ${field} ${JSON.stringify(observed)}`} product={product} field={field}>
            <span className="text-ink-soft">stays</span> <Shown value={canonical} />
            <span className="text-ink-soft">the file says</span> <Shown value={observed} />
          </Line>
        ))}
      </TabsContent>
      <TabsContent value="rejected">
        {rejected.map(({ product, field, code, message }) => (
          <Line key={`${product} ${field} ${code}`} product={product} field={field ?? ""}>
            <span className="text-warn">{message}</span>
          </Line>
        ))}
      </TabsContent>
    </Tabs>
  );
}

function Line({ product, field, children }: { product: string; field: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-5 gap-y-0.5 border-line border-b py-2 sm:grid-cols-[minmax(0,12rem)_8rem_minmax(0,1fr)]">
      <span className="truncate font-medium" dir="auto" title={product}>
        {product}
      </span>
      <span className="truncate text-ink-soft">{fieldLabel(field)}</span>
      <span className="flex min-w-0 flex-wrap items-baseline gap-x-2">{children}</span>
    </div>
  );
}

function Was({ value }: { value: unknown }) {
  if (value === null || value === undefined) return <span className="text-ink-faint">nothing</span>;
  return (
    <span className="wrap-anywhere text-ink-soft line-through decoration-ink-faint">{short(value)}</span>
  );
}

function Shown({ value }: { value: unknown }) {
  if (value === null || value === undefined) return <span className="text-ink-faint">nothing</span>;
  return (
    <span className="wrap-anywhere" dir="auto">
      {short(value)}
    </span>
  );
}

/** Values of any shape in a line. */
function short(value: unknown): string {
  const text = plain(value);
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
}

function plain(value: unknown): string {
  if (Array.isArray(value)) return value.map(plain).join(", ");
  if (typeof value !== "object" || value === null) return String(value ?? "");
  return Object.values(value)
    .filter((part) => part !== null && part !== undefined && part !== "main")
    .map(plain)
    .join(" ");
}
