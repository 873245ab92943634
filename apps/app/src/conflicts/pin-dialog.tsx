"use client";

import {
  Button,
  Dialog,
  DialogActions,
  DialogClose,
  DialogContent,
  Field,
  RadioGroup,
  RadioItem,
} from "@v1/ui";
import { format } from "date-fns";
import { useForm } from "react-hook-form";
import { ProblemNote } from "../api/problem-note.tsx";
import { showValue } from "../values/show-value.ts";
import type { Conflict } from "./use-conflicts.ts";
import type { Resolution } from "./use-resolve.ts";

interface PinDialogProps {
  conflict: Conflict | null;
  pending: boolean;
  error: unknown;
  close: () => void;
  pin: (resolution: Extract<Resolution, { by: "pin" }>) => void;
}

/** Which of the two values stays, why, and until when. */
export function PinDialog({ conflict, pending, error, close, pin }: PinDialogProps) {
  return (
    <Dialog open={conflict !== null} onOpenChange={(open) => (open ? undefined : close())}>
      {conflict ? (
        <DialogContent
          title={`Pin ${conflict.label.toLowerCase()} here`}
          description="The value stays on this product, whatever the owner says, until the pin is lifted."
        >
          <PinForm conflict={conflict} pending={pending} error={error} pin={pin} />
        </DialogContent>
      ) : null}
    </Dialog>
  );
}

function PinForm({
  conflict,
  pending,
  error,
  pin,
}: Omit<PinDialogProps, "conflict" | "close"> & { conflict: Conflict }) {
  const form = useForm<{ value: "ours" | "theirs"; reason: string; until: string }>({
    defaultValues: { value: "ours", reason: "", until: "" },
  });
  const submit = form.handleSubmit(({ value, reason, until }) =>
    pin({
      by: "pin",
      value,
      ...(reason.trim() ? { reason: reason.trim() } : {}),
      ...(until ? { expiresAt: new Date(`${until}T23:59:59`) } : {}),
    }),
  );
  return (
    <form onSubmit={submit} className="grid gap-4">
      <RadioGroup
        aria-label="Value"
        value={form.watch("value")}
        onValueChange={(value) => form.setValue("value", value === "theirs" ? "theirs" : "ours")}
        className="-mx-2"
      >
        <RadioItem value="ours" label="Ours" detail={showValue(conflict.canonical) ?? "Nothing"} />
        <RadioItem
          value="theirs"
          label={conflict.connection}
          detail={showValue(conflict.observed) ?? "Nothing"}
        />
      </RadioGroup>
      <div className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_10rem]">
        <Field label="Why (optional)" maxLength={500} {...form.register("reason")} />
        <Field
          label="Until (optional)"
          type="date"
          min={format(new Date(), "yyyy-MM-dd")}
          {...form.register("until")}
        />
      </div>
      <ProblemNote error={error} />
      <DialogActions>
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <Button type="submit" variant="primary" pending={pending}>
          Pin
        </Button>
      </DialogActions>
    </form>
  );
}
