"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { fieldDefinition } from "@v1/core";
import { RadioGroup, RadioItem, toast } from "@v1/ui";
import { useTRPC } from "../../api/client.ts";
import { ProblemNote } from "../../api/problem-note.tsx";
import type { OwnedField } from "./use-fields.ts";

/** Whether an empty value at the source empties ours. */
export function OnNull({ field, mayChange }: { field: OwnedField; mayChange: boolean }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const set = useMutation(
    trpc.integrations.owners.setOnNull.mutationOptions({
      onSuccess: () => toast.success(`Saved for ${field.label}. It counts from the next sync on.`),
      onSettled: () => queries.invalidateQueries(trpc.integrations.owners.list.queryFilter()),
    }),
  );
  const required = fieldDefinition(field.key).required === true;
  const shown = set.isPending ? set.variables.onNull : field.onNull;
  return (
    <>
      <RadioGroup
        aria-label="When the owner’s source is empty"
        value={shown}
        disabled={!mayChange || set.isPending}
        onValueChange={(next) =>
          set.mutate({ key: field.key, version: field.version, onNull: next === "clear" ? "clear" : "keep" })
        }
      >
        <RadioItem
          value="keep"
          label="Keep our value"
          detail="An empty cell at the source loses nothing here."
          disabled={!mayChange}
        />
        <RadioItem
          value="clear"
          label="Clear ours too"
          detail={
            required
              ? "Not possible: every product needs a value."
              : "What is emptied at the source is emptied here."
          }
          disabled={!mayChange || required}
        />
      </RadioGroup>
      <ProblemNote error={set.error} />
    </>
  );
}
