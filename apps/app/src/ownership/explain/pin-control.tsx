"use client";

import { Button, Field } from "@v1/ui";
import { format } from "date-fns";
import { Pin, PinOff } from "lucide-react";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { ProblemNote } from "../../api/problem-note.tsx";
import { showValue } from "../../values/show-value.ts";
import type { Explanation } from "./explanation.ts";
import { usePin } from "./use-pin.ts";

/** Keeps the value as it stands, or gives it back to its owner. */
export function PinControl({ explanation }: { explanation: Explanation }) {
  const [asking, setAsking] = useState(false);
  const { pin, unpin, pending, error } = usePin(explanation);
  // An identity has no owner to be kept out; what is inherited is pinned where it stands.
  if (explanation.field.key === "product.identifier" || explanation.valueFrom === "inherited") return null;
  if (explanation.pin) {
    return (
      <div className="grid justify-items-start gap-2 border-line border-t pt-3">
        <p className="text-pretty text-ink-faint text-xs">{comesBack(explanation)}</p>
        <ProblemNote error={error} className="w-full" />
        <Button size="sm" onClick={unpin} pending={pending}>
          <PinOff aria-hidden className="size-3.5" />
          Unpin
        </Button>
      </div>
    );
  }
  if (!asking) {
    return (
      <div className="border-line border-t pt-3">
        <Button size="sm" onClick={() => setAsking(true)}>
          <Pin aria-hidden className="size-3.5" />
          Pin this value here
        </Button>
      </div>
    );
  }
  return (
    <PinForm
      pending={pending}
      error={error}
      cancel={() => setAsking(false)}
      pin={(terms) =>
        void pin(terms).then(
          () => setAsking(false),
          () => undefined,
        )
      }
    />
  );
}

function comesBack({ owner, observations }: Explanation): string {
  if (owner.kind !== "connection")
    return "Without the pin it stays as it is, and a later owner may write it.";
  const said = observations.find(({ owns, present }) => owns && present === "value");
  const value = said ? showValue(said.value) : null;
  return value === null
    ? `Without the pin it stays until ${owner.connection} says something of it.`
    : `Without the pin ${owner.connection} writes at once: ${value.length > 80 ? `${value.slice(0, 80)}…` : value}`;
}

interface PinFormProps {
  pending: boolean;
  error: unknown;
  cancel: () => void;
  pin: (terms: { reason?: string; expiresAt?: Date }) => void;
}

function PinForm({ pending, error, cancel, pin }: PinFormProps) {
  const form = useForm({ defaultValues: { reason: "", until: "" } });
  const submit = form.handleSubmit(({ reason, until }) =>
    pin({
      ...(reason.trim() ? { reason: reason.trim() } : {}),
      ...(until ? { expiresAt: new Date(`${until}T23:59:59`) } : {}),
    }),
  );
  return (
    <form onSubmit={submit} className="grid gap-3 border-line border-t pt-3">
      <Field label="Why (optional)" maxLength={500} className="h-8" autoFocus {...form.register("reason")} />
      <Field
        label="Until (optional)"
        type="date"
        min={format(new Date(), "yyyy-MM-dd")}
        className="h-8"
        {...form.register("until")}
      />
      <ProblemNote error={error} />
      <div className="flex gap-2">
        <Button type="submit" size="sm" variant="primary" pending={pending}>
          Pin
        </Button>
        <Button size="sm" variant="ghost" onClick={cancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
