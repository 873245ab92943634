"use client";

import { type FieldKey, OWNABLE_FIELDS } from "@v1/core";
import { Select } from "@v1/ui";
import { Plus } from "lucide-react";
import { fieldLabel } from "../../values/show-value.ts";

interface OtherFieldProps {
  /** Those that the connection supplies already. */
  known: readonly string[];
  onPick: (key: FieldKey) => void;
}

/** A field that the connector does not know by itself can be taken from any place of its records. */
export function OtherField({ known, onPick }: OtherFieldProps) {
  const others = OWNABLE_FIELDS.filter((key) => !known.includes(key));
  if (others.length === 0) return null;
  return (
    <div className="px-4 py-4 md:px-6">
      <Select
        label="Take another field from it"
        value={null}
        placeholder="Take another field from it"
        onValueChange={onPick}
        options={others.map((key) => ({ value: key, label: fieldLabel(key) }))}
      >
        <Plus aria-hidden className="size-3.5 text-ink-faint" />
      </Select>
    </div>
  );
}
