"use client";

import { WEIGHT_UNITS } from "@v1/core";
import { Badge, Checkbox, Field, FieldFrame, Select } from "@v1/ui";
import { useState } from "react";
import type { ImportJob } from "../types.ts";
import type { Heading } from "./heading.ts";

type Mapping = ImportJob["mapping"];

interface ReadingOptionsProps {
  job: ImportJob;
  mapping: Mapping;
  change: (next: Partial<Mapping>) => void;
  heading: Heading;
  onHeading: (heading: Heading) => void;
}

const DATES = [
  { value: "ymd", label: "2026-11-21" },
  { value: "dmy", label: "21.11.2026" },
  { value: "mdy", label: "11/21/2026" },
] as const;
const DECIMALS = [
  { value: ".", label: "1,234.50" },
  { value: ",", label: "1.234,50" },
] as const;
const EACH_ROW = "-";

/** How the file is read: where its headings stand, and how it writes figures. */
export function ReadingOptions({ job, mapping, change, heading, onHeading }: ReadingOptionsProps) {
  const sheets = job.file.sheets ?? [];
  const columns = mapping.columns.map(({ column, header }) => ({
    value: String(column),
    label: header || `Column ${column + 1}`,
  }));
  return (
    <section aria-label="How the file is read" className="grid gap-4">
      {mapping.layout === "shopify" ? (
        <p className="flex items-center gap-2 text-ink-soft">
          <Badge tone="accent">Shopify export</Badge>
          Read as Shopify writes it: one product over several rows, weights in grams.
        </p>
      ) : null}
      <div className="grid grid-cols-2 gap-3 md:grid-cols-4 xl:grid-cols-7">
        {sheets.length > 1 ? (
          <Choice
            label="Sheet"
            value={heading.sheet ?? mapping.sheet ?? sheets[0] ?? ""}
            options={sheets.map((sheet) => ({ value: sheet, label: sheet }))}
            onChange={(sheet) => onHeading({ sheet })}
          />
        ) : null}
        <HeaderRow value={mapping.headerRow} onChange={(headerRow) => onHeading({ ...heading, headerRow })} />
        <Choice
          label="One product per"
          value={mapping.groupBy === null ? EACH_ROW : String(mapping.groupBy)}
          options={[{ value: EACH_ROW, label: "Row" }, ...columns]}
          onChange={(value) => change({ groupBy: value === EACH_ROW ? null : Number(value) })}
        />
        <Choice
          label="Figures"
          value={mapping.decimal}
          options={DECIMALS}
          onChange={(decimal) => change({ decimal })}
        />
        <Choice
          label="Dates"
          value={mapping.dateOrder}
          options={DATES}
          onChange={(dateOrder) => change({ dateOrder })}
        />
        <Field
          label="Currency"
          className="h-8 font-mono"
          placeholder="none"
          maxLength={3}
          value={mapping.currency ?? ""}
          onChange={({ target }) => change({ currency: target.value.trim().toUpperCase() || null })}
        />
        <Choice
          label="Weights in"
          value={mapping.weightUnit}
          options={WEIGHT_UNITS.map((unit) => ({ value: unit, label: unit }))}
          onChange={(weightUnit) => change({ weightUnit })}
        />
      </div>
      <div className="flex items-start gap-2">
        <Checkbox
          id="all-variants"
          className="mt-0.5"
          checked={mapping.allVariants}
          onCheckedChange={(checked) => change({ allVariants: checked === true })}
        />
        <label htmlFor="all-variants" className="text-pretty text-ink-soft">
          The file names all variants of its products: those that it leaves out are gone.
        </label>
      </div>
    </section>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  value: T;
  options: readonly { value: T; label: string }[];
  onChange: (value: T) => void;
}

function Choice<T extends string>({ label, value, options, onChange }: ChoiceProps<T>) {
  return (
    <FieldFrame label={label}>
      {({ id }) => (
        <Select id={id} className="w-full" value={value} onValueChange={onChange} options={options} />
      )}
    </FieldFrame>
  );
}

/** Told when one leaves the field: each change reads the file anew. */
function HeaderRow({ value, onChange }: { value: number; onChange: (row: number) => void }) {
  const [text, setText] = useState(String(value));
  return (
    <Field
      label="Headings in row"
      inputMode="numeric"
      className="h-8 tabular-nums"
      value={text}
      onChange={(event) => setText(event.target.value.replace(/\D/g, ""))}
      onBlur={() => {
        const row = Math.min(1_000, Math.max(1, Number(text) || 1));
        setText(String(row));
        if (row !== value) onChange(row);
      }}
    />
  );
}
