"use client";

import { Button, Select } from "@v1/ui";
import { ArrowDownUp, X } from "lucide-react";
import { FilterChip } from "./filter-chip.tsx";
import { FilterMenu } from "./filter-menu.tsx";
import { FILTERS, type FilterKey } from "./filters.ts";
import { SearchBox } from "./search-box.tsx";
import type { ListState, ProductSort } from "./use-list-state.ts";

const SORTS: { value: ProductSort; label: string }[] = [
  { value: "newest", label: "Newest first" },
  { value: "oldest", label: "Oldest first" },
  { value: "name", label: "Name, A to Z" },
  { value: "-name", label: "Name, Z to A" },
  { value: "identifier", label: "Identifier, ascending" },
  { value: "-identifier", label: "Identifier, descending" },
];

/** Search, filters and order in one line; the filters that are set follow as chips. */
export function FilterBar({ list }: { list: ListState }) {
  const { state, setState } = list;
  const valuesOf = (key: FilterKey): string[] =>
    key === "pending" ? (state.pending === null ? [] : [String(state.pending)]) : state[key];
  const change = (key: FilterKey, values: string[]) => {
    const value = values.length > 0 ? values : null;
    void setState(key === "pending" ? { pending: value && value[0] === "true" } : { [key]: value });
  };
  const set = FILTERS.filter(({ key }) => valuesOf(key).length > 0);
  return (
    <search className="flex flex-wrap items-center gap-2 px-4 pb-3 md:px-6">
      <SearchBox
        label="Search products"
        placeholder="Name, SKU, GTIN, description"
        value={state.q}
        onChange={(q) => void setState({ q: q || null })}
      />
      <FilterMenu valuesOf={valuesOf} onChange={change} />
      {set.map((filter) => (
        <FilterChip
          key={filter.key}
          filter={filter}
          chosen={valuesOf(filter.key)}
          onChange={(values) => change(filter.key, values)}
        />
      ))}
      {set.length > 0 ? (
        <Button variant="ghost" onClick={list.clear}>
          <X aria-hidden className="size-3.5" />
          Clear
        </Button>
      ) : null}
      <Select
        label="Order"
        value={state.sort}
        onValueChange={(sort) => void setState({ sort })}
        options={SORTS}
        className="ml-auto"
      >
        <ArrowDownUp aria-hidden className="size-3.5 shrink-0 text-ink-faint" />
      </Select>
    </search>
  );
}
