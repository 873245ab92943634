"use client";

import { inputStyle, Select } from "@v1/ui";
import { Search } from "lucide-react";
import type { Filters } from "./filters.ts";

const OPTIONS = [
  { value: "all", label: "All states" },
  { value: "attention", label: "Needs attention" },
  { value: "up", label: "Connected" },
  { value: "paused", label: "Paused" },
  { value: "disconnected", label: "Disconnected" },
] as const;

interface FilterBarProps {
  filters: Filters;
  onChange: (filters: Partial<Filters>) => void;
}

export function FilterBar({ filters, onChange }: FilterBarProps) {
  return (
    <search className="flex gap-2 px-4 pb-4 md:px-6">
      <label className="relative min-w-0 flex-1 md:max-w-72">
        <span className="sr-only">Search integrations</span>
        <Search aria-hidden className="pointer-events-none absolute top-2 left-2.5 size-4 text-ink-faint" />
        <input
          type="search"
          value={filters.q}
          onChange={(event) => onChange({ q: event.target.value })}
          placeholder="Search"
          className={`${inputStyle} h-8 pl-8 text-sm`}
        />
      </label>
      <Select
        label="State"
        value={filters.state}
        onValueChange={(state) => onChange({ state })}
        options={OPTIONS}
        className="w-40 shrink-0"
      />
    </search>
  );
}
