"use client";

import {
  Command,
  CommandEmpty,
  CommandInput,
  CommandItem,
  CommandList,
  cn,
  inputStyle,
  Popover,
  PopoverContent,
  PopoverTrigger,
} from "@v1/ui";
import { Check, ChevronDown, Plus, X } from "lucide-react";
import { useState } from "react";

interface PickProps {
  label: string;
  input?: { id: string; "aria-invalid"?: true; "aria-describedby"?: string };
  /** What the closed input shows. */
  shown: string | null;
  options: { value: string; label: string }[];
  chosen: string | null;
  onPick: (value: string | null) => void;
  search: string;
  onSearch: (search: string) => void;
  /** True where what was typed may become a new entry. */
  mayCreate?: boolean;
  /** False where the options are filtered already. */
  filter?: boolean;
  placeholder?: string;
  className?: string;
}

/** One of many by typing, or a new one. */
export function Pick(props: PickProps) {
  const [open, setOpen] = useState(false);
  const { label, shown, options, chosen, search } = props;
  const typed = search.trim();
  const known = options.some((option) => option.label.toLowerCase() === typed.toLowerCase());
  const pick = (value: string | null) => {
    props.onPick(value);
    props.onSearch("");
    setOpen(false);
  };
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger
        type="button"
        {...props.input}
        {...(props.input ? {} : { "aria-label": label })}
        className={cn(
          inputStyle,
          "flex h-9 min-w-0 items-center justify-between gap-2 text-left",
          props.className,
        )}
      >
        <span className={cn("min-w-0 truncate", !shown && "text-ink-faint")} dir="auto">
          {shown ?? props.placeholder ?? "None"}
        </span>
        <ChevronDown aria-hidden className="size-3.5 shrink-0 text-ink-faint" />
      </PopoverTrigger>
      <PopoverContent
        align="start"
        className="w-(--radix-popover-trigger-width) min-w-56 p-0"
        aria-label={label}
      >
        <Command label={label} shouldFilter={props.filter ?? false}>
          <CommandInput
            value={search}
            onValueChange={props.onSearch}
            placeholder={label}
            aria-label={label}
          />
          <CommandList aria-label={label}>
            {props.mayCreate && typed ? null : <CommandEmpty>None found</CommandEmpty>}
            {chosen !== null && !typed ? (
              <CommandItem value="none" onSelect={() => pick(null)} className="text-ink-soft">
                <X aria-hidden />
                None
              </CommandItem>
            ) : null}
            {options.map((option) => (
              <CommandItem
                key={option.value}
                value={`${option.label} ${option.value}`}
                onSelect={() => pick(option.value)}
              >
                <Check aria-hidden className={cn(option.value !== chosen && "invisible")} />
                <span className="min-w-0 wrap-anywhere" dir="auto">
                  {option.label}
                </span>
              </CommandItem>
            ))}
            {props.mayCreate && typed && !known ? (
              <CommandItem value={`new ${typed}`} onSelect={() => pick(typed)}>
                <Plus aria-hidden className="text-accent-ink" />
                <span className="min-w-0 wrap-anywhere" dir="auto">
                  Use “{typed}”
                </span>
              </CommandItem>
            ) : null}
          </CommandList>
        </Command>
      </PopoverContent>
    </Popover>
  );
}
