"use client";

import type { FieldKey } from "@v1/core";
import { cn, Popover, PopoverContent, PopoverTrigger } from "@v1/ui";
import { Cable, GitCompareArrows, type LucideIcon, Pin, Sprout, Undo2, UserRound } from "lucide-react";
import { counted } from "../format.ts";
import { LazyExplainValue } from "../ownership/explain/lazy-explain-value.tsx";
import type { Place, ValueSource } from "./types.ts";

interface Origin {
  icon: LucideIcon;
  /** In a word or two, next to the value. */
  mark: (source: ValueSource) => string;
}

const from = ({ connection }: ValueSource) => connection ?? "a connection that is gone";

const ORIGINS: Record<NonNullable<ValueSource["reason"]>, Origin> = {
  owner: { icon: Cable, mark: from },
  pin: { icon: Pin, mark: () => "Pinned" },
  manual: { icon: UserRound, mark: () => "By hand" },
  seeded: { icon: Sprout, mark: from },
  kept: { icon: Cable, mark: from },
  undone: { icon: Undo2, mark: () => "Undone" },
  frozen: { icon: Cable, mark: from },
};

const UNKNOWN: Origin = { icon: Cable, mark: ({ ownedBy }) => ownedBy?.connection ?? "" };

interface ValueOriginProps {
  label: string;
  source: ValueSource;
  fieldKey: FieldKey;
  place: Place;
}

/** A small mark of where a value comes from; a press tells the rest. */
export function ValueOrigin({ label, source, fieldKey, place: { product, variant } }: ValueOriginProps) {
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
      <PopoverContent align="end" className="w-96 max-w-[92vw] p-4" aria-label={`Where ${label} comes from`}>
        <LazyExplainValue
          entity={variant ? "variant" : "product"}
          id={variant?.id ?? product.id}
          field={fieldKey}
        />
      </PopoverContent>
    </Popover>
  );
}
