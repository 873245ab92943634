"use client";

import { type ComponentProps, useId } from "react";
import { cn } from "./cn.ts";

export interface FieldProps extends ComponentProps<"input"> {
  label: string;
  error?: string | null;
}

/** A labelled input with its error below, tied together for screen readers. */
export function Field({ label, error, className, ...props }: FieldProps) {
  const id = useId();
  const errorId = `${id}-error`;
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="font-medium text-ink text-sm">
        {label}
      </label>
      <input
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? errorId : undefined}
        className={cn(
          "h-9 w-full rounded-md border border-line-strong bg-surface px-3 text-base text-ink outline-none",
          "placeholder:text-ink-faint focus-visible:border-accent focus-visible:ring-3 focus-visible:ring-accent/20",
          "aria-invalid:border-bad",
          className,
        )}
        {...props}
      />
      {error ? (
        <p id={errorId} className="text-bad text-xs">
          {error}
        </p>
      ) : null}
    </div>
  );
}
