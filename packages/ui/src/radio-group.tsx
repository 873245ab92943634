"use client";

import { RadioGroup as Radix } from "radix-ui";
import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "./cn.ts";

/** Give it an `aria-label` or `aria-labelledby`. */
export function RadioGroup({ className, ...props }: ComponentProps<typeof Radix.Root>) {
  return <Radix.Root className={cn("grid gap-1", className)} {...props} />;
}

interface RadioItemProps {
  value: string;
  label: ReactNode;
  /** A second line. */
  detail?: ReactNode;
  disabled?: boolean;
}

/** One choice with its words; the whole line can be pressed. */
export function RadioItem({ value, label, detail, disabled }: RadioItemProps) {
  const id = useId();
  return (
    <div
      className={cn(
        "relative flex items-start gap-2.5 rounded-md px-2 py-1.5 has-data-[state=checked]:bg-sunken",
        !disabled && "hover:bg-hover",
      )}
    >
      <Radix.Item
        id={id}
        value={value}
        disabled={disabled}
        aria-describedby={detail ? `${id}-detail` : undefined}
        className="relative z-1 mt-0.5 grid size-4 shrink-0 place-items-center rounded-full border border-line-strong bg-surface transition-colors disabled:bg-sunken data-[state=checked]:border-accent"
      >
        <Radix.Indicator className="size-2 rounded-full bg-accent" />
      </Radix.Item>
      <div className="min-w-0 flex-1">
        <label
          htmlFor={id}
          className={cn(
            "wrap-anywhere block after:absolute after:inset-0",
            disabled ? "cursor-not-allowed text-ink-soft" : "cursor-pointer text-ink",
          )}
          dir="auto"
        >
          {label}
        </label>
        {detail ? (
          <span id={`${id}-detail`} className="wrap-anywhere block text-pretty text-ink-faint text-xs">
            {detail}
          </span>
        ) : null}
      </div>
    </div>
  );
}
