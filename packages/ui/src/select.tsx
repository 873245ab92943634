"use client";

import { Check, ChevronDown } from "lucide-react";
import { Select as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "./cn.ts";

interface SelectOption<T extends string = string> {
  value: T;
  label: string;
  /** A second line, in the list alone. */
  detail?: string;
}

interface SelectProps<T extends string> {
  /** For screen readers, where no visible label names it by `id`. */
  label?: string;
  id?: string;
  value: T | null;
  onValueChange: (value: T) => void;
  options: readonly SelectOption<T>[];
  placeholder?: string;
  disabled?: boolean;
  invalid?: boolean;
  describedBy?: string;
  className?: string;
  /** In front of the value. */
  children?: ReactNode;
}

/** One of a few options. For many, or ones that are searched for, use a Command in a Popover. */
export function Select<T extends string>(props: SelectProps<T>) {
  const { label, id, value, onValueChange, options, placeholder, disabled } = props;
  return (
    <Radix.Root value={value ?? ""} onValueChange={(next) => onValueChange(next as T)} disabled={disabled}>
      <Radix.Trigger
        id={id}
        aria-label={label}
        aria-invalid={props.invalid || undefined}
        aria-describedby={props.describedBy}
        className={cn(
          "inline-flex h-8 min-w-0 items-center justify-between gap-2 rounded-md border border-line-strong bg-surface px-2.5 text-ink text-sm outline-none hover:bg-hover disabled:opacity-60",
          "focus-visible:border-accent focus-visible:ring-3 focus-visible:ring-accent/20 aria-invalid:border-bad data-placeholder:text-ink-faint",
          props.className,
        )}
      >
        {props.children}
        <span className="min-w-0 truncate">
          <Radix.Value placeholder={placeholder} />
        </span>
        <ChevronDown aria-hidden className="size-3.5 shrink-0 text-ink-faint" />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={4}
          collisionPadding={8}
          className="z-60 max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) max-w-[min(24rem,90vw)] overflow-hidden rounded-lg border border-line bg-surface shadow-black/8 shadow-lg"
        >
          <Radix.Viewport className="max-h-80 p-1">
            {options.map((option) => (
              <Option key={option.value} {...option} />
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function Option({ value, label, detail }: SelectOption) {
  return (
    <Radix.Item
      value={value}
      className="relative flex cursor-pointer select-none items-start gap-2 rounded-md py-1.5 pr-8 pl-2 text-ink text-sm outline-none data-highlighted:bg-sunken data-[state=checked]:font-medium"
    >
      <span className="min-w-0">
        <Radix.ItemText>{label}</Radix.ItemText>
        {detail ? <span className="block font-normal text-ink-faint text-xs">{detail}</span> : null}
      </span>
      <Radix.ItemIndicator className="absolute top-2 right-2">
        <Check aria-hidden className="size-4 text-ink-soft" />
      </Radix.ItemIndicator>
    </Radix.Item>
  );
}
