"use client";

import { Command, CommandEmpty, CommandInput, CommandItem, CommandList, cn, Skeleton } from "@v1/ui";
import { Check } from "lucide-react";
import { useState } from "react";
import { problemOf } from "../api/problem.ts";
import { Swatch } from "../values/swatch.tsx";
import type { FilterKind, FilterOption } from "./filters.ts";
import { useFilterOptions } from "./use-filter-options.ts";

interface FilterValuesProps {
  filter: FilterKind;
  chosen: string[];
  onChange: (values: string[]) => void;
}

/** The values of one filter: any number of them, but one where it is a yes or no. */
export function FilterValues({ filter, chosen, onChange }: FilterValuesProps) {
  const [search, setSearch] = useState("");
  const { options, isPending, error, more } = useFilterOptions(filter.key, search.trim());
  const toggle = ({ value }: FilterOption) => {
    if (chosen.includes(value)) onChange(chosen.filter((one) => one !== value));
    else onChange(filter.key === "pending" ? [value] : [...chosen, value].slice(-50));
  };
  return (
    <Command label={filter.label}>
      <CommandInput
        autoFocus
        placeholder={`${filter.label}…`}
        value={search}
        onValueChange={setSearch}
        aria-label={`Find: ${filter.label.toLowerCase()}`}
      />
      <CommandList aria-label={filter.label}>
        {isPending ? <Loading /> : null}
        {isPending ? null : (
          <CommandEmpty role={error ? "alert" : undefined}>
            {error ? problemOf(error).message : "None found"}
          </CommandEmpty>
        )}
        {options.map((option) => (
          <Value
            key={option.value}
            option={option}
            chosen={chosen.includes(option.value)}
            onSelect={() => toggle(option)}
          />
        ))}
        {more ? (
          <p className="px-2 py-1.5 text-ink-faint text-xs">More are there: type to find them.</p>
        ) : null}
      </CommandList>
    </Command>
  );
}

function Value({
  option,
  chosen,
  onSelect,
}: {
  option: FilterOption;
  chosen: boolean;
  onSelect: () => void;
}) {
  return (
    <CommandItem value={`${option.label} ${option.value}`} onSelect={onSelect} aria-checked={chosen}>
      <Check aria-hidden className={cn("text-accent-ink", !chosen && "invisible")} />
      <Swatch hex={option.hex} />
      <span className="wrap-anywhere min-w-0" dir="auto">
        {option.label}
      </span>
      {chosen ? <span className="sr-only">, chosen</span> : null}
    </CommandItem>
  );
}

function Loading() {
  return (
    <div className="grid gap-2.5 p-2" role="status" aria-label="Being read">
      <Skeleton className="h-4 w-3/4" />
      <Skeleton className="h-4 w-1/2" />
      <Skeleton className="h-4 w-2/3" />
    </div>
  );
}
