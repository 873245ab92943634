"use client";

import { Checkbox } from "@v1/ui";
import { useId } from "react";

interface CheckFieldProps {
  label: string;
  note?: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
}

/** A choice of yes or no, with what no means. */
export function CheckField({ label, note, checked, onChange, disabled }: CheckFieldProps) {
  const id = useId();
  return (
    <div className="flex items-start gap-2.5">
      <Checkbox
        id={id}
        checked={checked}
        onCheckedChange={(next) => onChange(next === true)}
        aria-describedby={note ? `${id}-note` : undefined}
        disabled={disabled}
        className="mt-0.5"
      />
      <div>
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {note ? (
          <p id={`${id}-note`} className="text-pretty text-ink-faint text-xs">
            {note}
          </p>
        ) : null}
      </div>
    </div>
  );
}
