"use client";

import {
  Button,
  Command,
  CommandEmpty,
  CommandInput,
  CommandItem,
  CommandList,
  Popover,
  PopoverContent,
  PopoverTrigger,
} from "@v1/ui";
import { ChevronRight, ListFilter } from "lucide-react";
import { useState } from "react";
import { FilterValues } from "./filter-values.tsx";
import { FILTERS, type FilterKey } from "./filters.ts";

interface FilterMenuProps {
  valuesOf: (key: FilterKey) => string[];
  onChange: (key: FilterKey, values: string[]) => void;
}

/** First what to filter by, then its values. */
export function FilterMenu({ valuesOf, onChange }: FilterMenuProps) {
  const [open, setOpen] = useState(false);
  const [key, setKey] = useState<FilterKey | null>(null);
  const filter = FILTERS.find((one) => one.key === key);
  const toggle = (next: boolean) => {
    setOpen(next);
    if (next) setKey(null);
  };
  return (
    <Popover open={open} onOpenChange={toggle}>
      <PopoverTrigger asChild>
        <Button>
          <ListFilter aria-hidden className="size-3.5" />
          Filter
        </Button>
      </PopoverTrigger>
      <PopoverContent align="start" className="w-64 p-0" aria-label="Filter the products">
        {filter ? (
          <FilterValues
            filter={filter}
            chosen={valuesOf(filter.key)}
            onChange={(values) => onChange(filter.key, values)}
          />
        ) : (
          <Command label="Filter by">
            <CommandInput autoFocus placeholder="Filter by…" aria-label="Find a filter" />
            <CommandList aria-label="Filters">
              <CommandEmpty>No such filter</CommandEmpty>
              {FILTERS.map(({ key: of, label, icon: Icon }) => (
                <CommandItem key={of} value={label} onSelect={() => setKey(of)}>
                  <Icon aria-hidden className="text-ink-soft" />
                  {label}
                  <ChevronRight aria-hidden className="ml-auto text-ink-faint" />
                </CommandItem>
              ))}
            </CommandList>
          </Command>
        )}
      </PopoverContent>
    </Popover>
  );
}
