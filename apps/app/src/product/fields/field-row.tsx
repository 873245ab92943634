"use client";

import { type FieldKey, fieldDefinition } from "@v1/core";
import { Button } from "@v1/ui";
import { Pencil } from "lucide-react";
import { useRef, useState } from "react";
import type { Place } from "../types.ts";
import { ValueOrigin } from "../value-origin.tsx";
import { LazyFieldEditor } from "./lazy-field-editor.tsx";
import { readField, sourceOf } from "./read-field.ts";
import { ShowValue } from "./show-value.tsx";
import { UnmappedNote } from "./unmapped-note.tsx";

/** A field's value with the mark of its source; a press on the pencil edits it in place. */
export function FieldRow({ fieldKey, place }: { fieldKey: FieldKey; place: Place }) {
  const [editing, setEditing] = useState(false);
  const pencil = useRef<HTMLButtonElement>(null);
  const { label } = fieldDefinition(fieldKey);
  const source = sourceOf(fieldKey, place);
  const close = () => {
    setEditing(false);
    requestAnimationFrame(() => pencil.current?.focus());
  };
  if (editing) {
    return (
      <div className="border-line border-b py-2.5 last:border-b-0">
        <dt className="sr-only">{label}</dt>
        <dd>
          <LazyFieldEditor fieldKey={fieldKey} place={place} close={close} />
        </dd>
      </div>
    );
  }
  return (
    <div className="group grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-3 border-line border-b py-2 last:border-b-0 sm:grid-cols-[9rem_minmax(0,1fr)_auto]">
      <dt className="col-start-1 row-start-1 pt-0.5 text-ink-soft">{label}</dt>
      <dd className="col-span-2 col-start-1 row-start-2 min-w-0 pt-0.5 text-ink sm:col-span-1 sm:col-start-2 sm:row-start-1">
        <Value fieldKey={fieldKey} place={place} />
      </dd>
      <dd className="col-start-2 row-start-1 flex items-center sm:col-start-3">
        {source ? <ValueOrigin label={label} source={source} fieldKey={fieldKey} place={place} /> : null}
        <Button
          ref={pencil}
          variant="ghost"
          size="icon"
          aria-label={`Edit ${label.toLowerCase()}`}
          onClick={() => setEditing(true)}
          className="size-6 text-ink-faint transition-opacity md:opacity-0 md:focus-visible:opacity-100 md:group-focus-within:opacity-100 md:group-hover:opacity-100"
        >
          <Pencil aria-hidden className="size-3.5" />
        </Button>
      </dd>
    </div>
  );
}

function Value({ fieldKey, place }: { fieldKey: FieldKey; place: Place }) {
  const value = readField(fieldKey, place);
  if (value !== null && value !== undefined)
    return <ShowValue fieldKey={fieldKey} value={value} place={place} />;
  const inherited = place.variant ? readField(fieldKey, { ...place, variant: null }) : null;
  if (inherited === null || inherited === undefined)
    return (
      <>
        <span className="text-ink-faint">Not filled in</span>
        {fieldKey === "product.category" && place.product.sources.length > 0 ? <UnmappedNote /> : null}
      </>
    );
  return (
    <span className="block text-ink-soft">
      <ShowValue fieldKey={fieldKey} value={inherited} place={{ ...place, variant: null }} />
      <span className="block text-ink-faint text-xs">from the product</span>
    </span>
  );
}
