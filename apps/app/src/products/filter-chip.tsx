"use client";

import { Popover, PopoverContent, PopoverTrigger } from "@v1/ui";
import { X } from "lucide-react";
import { FilterValues } from "./filter-values.tsx";
import type { FilterKind } from "./filters.ts";
import { useChosenName } from "./use-filter-options.ts";

interface FilterChipProps {
  filter: FilterKind;
  chosen: string[];
  onChange: (values: string[]) => void;
}

/** A filter that is set: a press changes its values, the cross takes it away. */
export function FilterChip({ filter, chosen, onChange }: FilterChipProps) {
  const name = useChosenName(filter.key, chosen.length === 1 ? chosen[0] : undefined);
  const text =
    chosen.length === 1
      ? name === undefined
        ? "…"
        : (name ?? "unknown")
      : `${chosen.length} ${filter.many}`;
  return (
    <span className="inline-flex h-8 min-w-0 max-w-full items-center rounded-md border border-accent/40 bg-accent-soft text-accent-ink">
      <Popover>
        <PopoverTrigger className="flex h-full min-w-0 items-center gap-1 rounded-l-md pr-1 pl-2.5">
          <span className="shrink-0">{filter.label}:</span>
          <span className="max-w-40 truncate font-medium" dir="auto">
            {text}
          </span>
        </PopoverTrigger>
        <PopoverContent
          align="start"
          className="w-64 p-0"
          aria-label={`Filter by ${filter.label.toLowerCase()}`}
        >
          <FilterValues filter={filter} chosen={chosen} onChange={onChange} />
        </PopoverContent>
      </Popover>
      <button
        type="button"
        aria-label={`Remove the filter ${filter.label.toLowerCase()}`}
        onClick={() => onChange([])}
        className="grid h-full w-7 place-items-center rounded-r-md hover:bg-accent/10"
      >
        <X aria-hidden className="size-3.5" />
      </button>
    </span>
  );
}
