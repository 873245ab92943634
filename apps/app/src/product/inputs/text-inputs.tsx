"use client";

import { cn, inputStyle } from "@v1/ui";
import type { InputProps } from "./types.ts";

const orNull = (text: string) => (text === "" ? null : text);

export function TextInput({
  value,
  onChange,
  input,
  className,
}: InputProps<string> & { className?: string }) {
  return (
    <input
      {...input}
      dir="auto"
      // biome-ignore lint/a11y/noAutofocus: it opens by a press on Edit, and that is where one goes on
      autoFocus
      value={value ?? ""}
      onChange={(event) => onChange(orNull(event.target.value))}
      className={cn(inputStyle, "h-9", className)}
    />
  );
}

export function CodeInput(props: InputProps<string>) {
  return <TextInput {...props} className="font-mono" />;
}

export function LongTextInput({ value, onChange, input }: InputProps<string>) {
  return (
    <textarea
      {...input}
      dir="auto"
      rows={Math.min(14, Math.max(3, Math.ceil((value?.length ?? 0) / 70)))}
      // biome-ignore lint/a11y/noAutofocus: as above
      autoFocus
      value={value ?? ""}
      onChange={(event) => onChange(orNull(event.target.value))}
      className={cn(inputStyle, "py-2")}
    />
  );
}

export function NumberInput({ value, onChange, input }: InputProps<string>) {
  return (
    <input
      {...input}
      inputMode="decimal"
      // biome-ignore lint/a11y/noAutofocus: as above
      autoFocus
      value={value ?? ""}
      onChange={(event) => onChange(orNull(event.target.value.trim()))}
      className={cn(inputStyle, "h-9 max-w-40 tabular-nums")}
    />
  );
}
