"use client";

import { type FieldKey, fieldDefinition } from "@v1/core";
import { Button, FieldFrame, toast } from "@v1/ui";
import { useState } from "react";
import { Controller, useForm } from "react-hook-form";
import { problemOf } from "../../api/problem.ts";
import { FieldInput } from "../inputs/field-input.tsx";
import type { Place } from "../types.ts";
import { OwnedNote, type Owner } from "./owned-note.tsx";
import { readField, sourceOf } from "./read-field.ts";
import { useSaveField } from "./use-save-field.ts";

interface FieldEditorProps {
  fieldKey: FieldKey;
  place: Place;
  close: () => void;
}

interface Draft {
  value: unknown;
  reason: string;
  /** A day, as the input gives it; empty: for good. */
  until: string;
}

/** One field as a form. Where a connection owns it, what is typed can be kept by a pin. */
export function FieldEditor({ fieldKey, place, close }: FieldEditorProps) {
  const { label, level } = fieldDefinition(fieldKey);
  const before = readField(fieldKey, place);
  const [owner, setOwner] = useState<Owner | null>(sourceOf(fieldKey, place)?.ownedBy ?? null);
  const [seen, setSeen] = useState(before);
  const { save, current, pending } = useSaveField(place);
  const form = useForm<Draft>({ defaultValues: { value: before, reason: "", until: "" } });
  const { errors, isSubmitting } = form.formState;

  /** What somebody else wrote since is told once; whoever saves again has seen it. */
  const overtaken = async () => {
    const stands = await current(fieldKey);
    if (JSON.stringify(stands) === JSON.stringify(seen)) return false;
    setSeen(stands);
    form.setError("value", { message: changedMeanwhile(stands) });
    return true;
  };
  const refused = (error: unknown) => {
    const { code, message, hint, fields } = problemOf(error);
    const [path, told] = Object.entries(fields ?? {}).find(([name]) => name.includes(fieldKey)) ?? [];
    if (code === "conflict" && path) setOwner({ connection: ownerIn(told) });
    else form.setError("value", { message: told ?? [message, hint].filter(Boolean).join(" ") });
  };
  const submit = form.handleSubmit(async ({ value, reason, until }) => {
    const pin = owner ? { reason: reason.trim() || undefined, expiresAt: endOf(until) } : undefined;
    try {
      if (await overtaken()) return;
      await save({ key: fieldKey, value, pin });
      toast.success(pin ? `${label} is pinned here.` : `${label} saved.`);
      close();
    } catch (error) {
      refused(error);
    }
  });

  return (
    <form
      onSubmit={submit}
      noValidate
      onKeyDown={(event) => {
        if (event.key === "Escape" && !event.defaultPrevented) close();
      }}
      className="grid gap-3 py-1"
    >
      <Controller
        control={form.control}
        name="value"
        render={({ field }) => (
          <FieldFrame label={label} error={errors.value?.message}>
            {(input) => (
              <FieldInput
                fieldKey={fieldKey}
                label={label}
                input={input}
                value={field.value}
                onChange={field.onChange}
              />
            )}
          </FieldFrame>
        )}
      />
      {owner ? (
        <OwnedNote
          owner={owner}
          label={label}
          fieldKey={fieldKey}
          reason={form.register("reason")}
          until={form.register("until")}
        />
      ) : null}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" size="sm" pending={pending || isSubmitting}>
          {owner ? "Pin my value" : "Save"}
        </Button>
        <Button size="sm" variant="ghost" onClick={close}>
          Cancel
        </Button>
        {place.variant && level === "PV" && before !== null ? (
          <Button size="sm" variant="ghost" onClick={() => form.setValue("value", null)}>
            Use the product’s value
          </Button>
        ) : null}
      </div>
    </form>
  );
}

function changedMeanwhile(to: unknown): string {
  const told = typeof to === "string" ? ` to “${to}”` : "";
  return `It has been changed${told} meanwhile. Save again to replace that, or cancel to keep it.`;
}

/** The end of the day that was chosen, where one sits. */
function endOf(day: string): Date | undefined {
  return day ? new Date(`${day}T23:59:59`) : undefined;
}

/** From "Owned by Demo store." */
function ownerIn(told: string | undefined): string {
  return told?.match(/^Owned by (.+)\.$/)?.[1] ?? "A connection";
}
