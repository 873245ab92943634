import type { FieldKey } from "@v1/core";
import { Field } from "@v1/ui";
import { format } from "date-fns";
import { Lock } from "lucide-react";
import Link from "next/link";
import type { UseFormRegisterReturn } from "react-hook-form";

export interface Owner {
  connection: string;
}

interface OwnedNoteProps {
  owner: Owner;
  label: string;
  fieldKey: FieldKey;
  reason: UseFormRegisterReturn;
  until: UseFormRegisterReturn;
}

/** Who owns the field, and the two ways to have one's own value all the same. */
export function OwnedNote({ owner, label, fieldKey, reason, until }: OwnedNoteProps) {
  return (
    <div role="note" className="grid gap-3 rounded-lg bg-warn-soft p-3">
      <div className="flex gap-2">
        <Lock aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
        <div className="min-w-0 text-pretty">
          <p className="font-medium text-ink">
            <span dir="auto">{owner.connection}</span> owns {label.toLowerCase()} here
          </p>
          <p className="text-ink-soft">
            A sync would write over your value. A pin keeps it on this product; or{" "}
            <Link
              href={`/integrations/fields?field=${fieldKey}`}
              className="text-ink underline underline-offset-4"
            >
              take the field over
            </Link>{" "}
            for the whole brand.
          </p>
        </div>
      </div>
      <div className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_10rem]">
        <Field label="Why (optional)" maxLength={500} className="h-8" {...reason} />
        <Field
          label="Until (optional)"
          type="date"
          min={format(new Date(), "yyyy-MM-dd")}
          className="h-8"
          {...until}
        />
      </div>
    </div>
  );
}
