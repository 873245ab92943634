"use client";

import { WEIGHT_UNITS } from "@v1/core";
import { cn, inputStyle, Select } from "@v1/ui";
import type { InputProps } from "./types.ts";

interface Money {
  amount: string;
  currency: string;
}

/** Empty amount: no price. */
export function MoneyInput({ value, onChange, input }: InputProps<Money>) {
  const { amount = "", currency = "" } = value ?? {};
  const change = (next: Partial<Money>) => {
    const all = { amount, currency, ...next };
    onChange(all.amount || all.currency ? all : null);
  };
  return (
    <div className="flex gap-2">
      <input
        {...input}
        inputMode="decimal"
        // biome-ignore lint/a11y/noAutofocus: it opens by a press on Edit, and that is where one goes on
        autoFocus
        placeholder="0.00"
        value={amount}
        onChange={(event) => change({ amount: event.target.value.trim() })}
        className={cn(inputStyle, "h-9 max-w-36 tabular-nums")}
      />
      <input
        aria-label="Currency"
        placeholder="EUR"
        maxLength={3}
        value={currency}
        onChange={(event) => change({ currency: event.target.value.trim().toUpperCase() })}
        className={cn(inputStyle, "h-9 w-20 font-mono")}
      />
    </div>
  );
}

interface Quantity {
  value: string;
  unit: string;
}

export function QuantityInput({ value, onChange, input }: InputProps<Quantity>) {
  const { value: figure = "", unit = "g" } = value ?? {};
  return (
    <div className="flex gap-2">
      <input
        {...input}
        inputMode="decimal"
        // biome-ignore lint/a11y/noAutofocus: as above
        autoFocus
        value={figure}
        onChange={({ target }) => onChange(target.value.trim() ? { value: target.value.trim(), unit } : null)}
        className={cn(inputStyle, "h-9 max-w-36 tabular-nums")}
      />
      <Select
        label="Unit"
        className="h-9 w-20"
        value={unit}
        onValueChange={(next) => onChange({ value: figure, unit: next })}
        options={WEIGHT_UNITS.map((one) => ({ value: one as string, label: one }))}
      />
    </div>
  );
}

/** A third option such as "Length: 32". */
export function PairInput({ value, onChange, input }: InputProps<{ name: string; value: string }>) {
  const pair = { name: value?.name ?? "", value: value?.value ?? "" };
  const change = (next: Partial<typeof pair>) => {
    const all = { ...pair, ...next };
    onChange(all.name || all.value ? all : null);
  };
  return (
    <div className="flex gap-2">
      <input
        {...input}
        dir="auto"
        placeholder="Option"
        value={pair.name}
        onChange={(event) => change({ name: event.target.value })}
        className={cn(inputStyle, "h-9")}
      />
      <input
        aria-label="Value of the option"
        dir="auto"
        placeholder="Value"
        value={pair.value}
        onChange={(event) => change({ value: event.target.value })}
        className={cn(inputStyle, "h-9")}
      />
    </div>
  );
}
