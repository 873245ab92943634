"use client";

import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "./cn.ts";

interface Labelled {
  label: string;
  /** Below the input while there is no error. */
  hint?: ReactNode;
  error?: string | null;
}

export interface FieldProps extends ComponentProps<"input">, Labelled {}

/** What an input looks like, for those that are none of these. */
export const inputStyle = [
  "w-full rounded-md border border-line-strong bg-surface px-3 text-base text-ink outline-none",
  "placeholder:text-ink-faint focus-visible:border-accent focus-visible:ring-3 focus-visible:ring-accent/20",
  "aria-invalid:border-bad [&[readonly]]:bg-sunken [&[readonly]]:text-ink-soft disabled:bg-sunken disabled:text-ink-soft",
].join(" ");

/** A labelled input with its error below, tied together for screen readers. */
export function Field({ label, error, hint, className, ...props }: FieldProps) {
  const { id, described, note } = useNote(error, hint);
  return (
    <div className="grid content-start gap-1.5">
      <label htmlFor={id} className="font-medium text-ink text-sm">
        {label}
      </label>
      <input id={id} {...described} className={cn(inputStyle, "h-9", className)} {...props} />
      {note}
    </div>
  );
}

/** The same with several lines. */
export function TextArea({ label, error, hint, className, ...props }: ComponentProps<"textarea"> & Labelled) {
  const { id, described, note } = useNote(error, hint);
  return (
    <div className="grid content-start gap-1.5">
      <label htmlFor={id} className="font-medium text-ink text-sm">
        {label}
      </label>
      <textarea id={id} rows={4} {...described} className={cn(inputStyle, "py-2", className)} {...props} />
      {note}
    </div>
  );
}

interface FieldSetProps extends Labelled {
  /** Gets what ties the input to label and error. */
  children: (input: { id: string; "aria-invalid"?: true; "aria-describedby"?: string }) => ReactNode;
}

/** Label and error around any other input. */
export function FieldFrame({ label, error, hint, children }: FieldSetProps) {
  const { id, described, note } = useNote(error, hint);
  return (
    <div className="grid content-start gap-1.5">
      <label htmlFor={id} className="font-medium text-ink text-sm">
        {label}
      </label>
      {children({ id, ...described })}
      {note}
    </div>
  );
}

function useNote(error: string | null | undefined, hint: ReactNode) {
  const id = useId();
  const noteId = `${id}-note`;
  const described = {
    ...(error ? { "aria-invalid": true as const } : {}),
    ...(error || hint ? { "aria-describedby": noteId } : {}),
  };
  const note =
    error || hint ? (
      <p id={noteId} className={cn("text-pretty text-xs", error ? "text-bad" : "text-ink-faint")}>
        {error || hint}
      </p>
    ) : null;
  return { id, described, note };
}
