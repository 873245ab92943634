"use client";

import { Checkbox } from "@v1/ui";
import { useId } from "react";

export type MatchKey = "barcode" | "sku" | "identifier";

const KEYS: readonly { key: MatchKey; label: string }[] = [
  { key: "barcode", label: "Barcode" },
  { key: "sku", label: "SKU" },
  { key: "identifier", label: "Product identifier" },
];

interface MatchFieldsProps {
  value: readonly string[];
  onChange: (value: MatchKey[]) => void;
  disabled?: boolean;
}

/** By what a record finds the product that it is about, the surest first. */
export function MatchFields({ value, onChange, disabled }: MatchFieldsProps) {
  const id = useId();
  return (
    <fieldset disabled={disabled} className="grid gap-2">
      <legend className="mb-1.5 font-medium">Match records to products by</legend>
      <div className="flex flex-wrap gap-x-6 gap-y-2">
        {KEYS.map(({ key, label }) => (
          <div key={key} className="flex items-center gap-2.5">
            <Checkbox
              id={`${id}-${key}`}
              checked={value.includes(key)}
              onCheckedChange={(checked) =>
                onChange(
                  KEYS.map((one) => one.key).filter((one) =>
                    one === key ? checked === true : value.includes(one),
                  ),
                )
              }
            />
            <label htmlFor={`${id}-${key}`}>{label}</label>
          </div>
        ))}
      </div>
      <p className="text-pretty text-ink-faint text-xs">
        In this order. What was linked before stays linked.
      </p>
    </fieldset>
  );
}
