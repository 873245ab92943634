"use client";

import { cn, Popover, PopoverContent, PopoverTrigger } from "@v1/ui";
import { Cable, GitCompareArrows, type LucideIcon, Pin, Sprout, Undo2, UserRound } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { counted } from "../format.ts";
import type { ValueSource } from "./types.ts";

interface Origin {
  icon: LucideIcon;
  /** In a word or two, next to the value. */
  mark: (source: ValueSource) => string;
  sentence: (source: ValueSource) => string;
}

const from = ({ connection }: ValueSource) => connection ?? "a connection that is gone";

const ORIGINS: Record<NonNullable<ValueSource["reason"]>, Origin> = {
  owner: {
    icon: Cable,
    mark: from,
    sentence: (s) =>
      s.ownedBy?.connectionId === s.connectionId
        ? `${from(s)} wrote it, and owns the field here.`
        : `${from(s)} wrote it, while it owned the field.`,
  },
  pin: {
    icon: Pin,
    mark: () => "Pinned",
    sentence: () => "Somebody pinned it here, so that syncs leave it.",
  },
  manual: { icon: UserRound, mark: () => "By hand", sentence: () => "Somebody typed it here." },
  seeded: {
    icon: Sprout,
    mark: from,
    sentence: (s) => `${from(s)} brought it along when the product was made, without owning the field.`,
  },
  kept: { icon: Cable, mark: from, sentence: (s) => `It is kept from ${from(s)}, which says nothing now.` },
  undone: {
    icon: Undo2,
    mark: () => "Undone",
    sentence: () => "A run was undone: this is what stood before.",
  },
  frozen: {
    icon: Cable,
    mark: from,
    sentence: (s) => `It stayed when ${from(s)} was disconnected or lost the field.`,
  },
};

const UNKNOWN: Origin = {
  icon: Cable,
  mark: ({ ownedBy }) => ownedBy?.connection ?? "",
  sentence: ({ ownedBy }) =>
    ownedBy
      ? `${ownedBy.connection} owns the field here, and what it says could not be used.`
      : "Where it comes from was not recorded.",
};

interface ValueOriginProps {
  label: string;
  source: ValueSource;
  /** What else is known of it, as rows of their own. */
  children?: ReactNode;
}

/** A small mark of where a value comes from; a press tells the rest. */
export function ValueOrigin({ label, source, children }: ValueOriginProps) {
  const origin = source.reason ? ORIGINS[source.reason] : UNKNOWN;
  const Icon = source.pinned ? Pin : origin.icon;
  const mark = source.pinned ? "Pinned" : origin.mark(source);
  return (
    <Popover>
      <PopoverTrigger
        aria-label={`Where ${label} comes from: ${mark || "unknown"}`}
        className="inline-flex h-6 max-w-36 items-center gap-1 rounded px-1.5 text-ink-faint text-xs hover:bg-sunken hover:text-ink data-[state=open]:bg-sunken"
      >
        {source.conflicts > 0 ? (
          <GitCompareArrows
            aria-label={counted(source.conflicts, "conflict")}
            className="size-3.5 shrink-0 text-warn"
          />
        ) : null}
        <Icon aria-hidden className={cn("size-3.5 shrink-0", source.pinned && "text-accent-ink")} />
        <span className="hidden truncate sm:inline" dir="auto">
          {mark}
        </span>
      </PopoverTrigger>
      <PopoverContent align="end" className="w-80" aria-label={`Where ${label} comes from`}>
        <p className="text-pretty font-medium text-ink">{origin.sentence(source)}</p>
        <dl className="mt-3 grid grid-cols-[5rem_minmax(0,1fr)] gap-x-3 gap-y-1.5">
          <Row term="Owner">{ownerOf(source)}</Row>
          {source.runId ? (
            <Row term="Run">
              <Link
                href={`/runs/${source.runId}`}
                className="text-accent-ink underline-offset-4 hover:underline"
              >
                The sync that wrote it
              </Link>
            </Row>
          ) : null}
          {source.pinned ? <Row term="Pin">Kept here, whatever the owner says</Row> : null}
          <Row term="Others">
            {source.conflicts > 0 ? (
              <Link href="/conflicts" className="text-warn underline-offset-4 hover:underline">
                {counted(source.conflicts, "connection")} {source.conflicts === 1 ? "says" : "say"} otherwise
              </Link>
            ) : (
              "None says otherwise"
            )}
          </Row>
          {children}
        </dl>
      </PopoverContent>
    </Popover>
  );
}

function ownerOf({ ownedBy, pinned }: ValueSource): ReactNode {
  if (!ownedBy) return pinned ? "The pin, on this product" : "Nobody here: anyone may edit it";
  return (
    <Link
      href={`/integrations/${ownedBy.connectionId}`}
      className="text-accent-ink underline-offset-4 hover:underline"
      dir="auto"
    >
      {ownedBy.connection}
    </Link>
  );
}

function Row({ term, children }: { term: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-faint">{term}</dt>
      <dd className="min-w-0 text-ink-soft wrap-anywhere">{children}</dd>
    </>
  );
}
