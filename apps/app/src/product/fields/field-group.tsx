import type { FieldKey } from "@v1/core";
import type { Place } from "../types.ts";
import { FieldRow } from "./field-row.tsx";
import { readField } from "./read-field.ts";

interface FieldGroupProps {
  id: string;
  title: string;
  fields: readonly FieldKey[];
  place: Place;
}

export function FieldGroup({ id, title, fields, place }: FieldGroupProps) {
  const filled = fields.filter((key) => readField(key, place) !== null).length;
  return (
    <section aria-labelledby={`group-${id}`}>
      <div className="flex items-baseline justify-between gap-3 border-line-strong border-b pb-1.5">
        <h2 id={`group-${id}`} className="font-semibold text-base text-ink">
          {title}
        </h2>
        <p className="text-ink-faint text-xs tabular-nums">
          {filled} of {fields.length} filled in
        </p>
      </div>
      <dl>
        {fields.map((key) => (
          <FieldRow key={key} fieldKey={key} place={place} />
        ))}
      </dl>
    </section>
  );
}
