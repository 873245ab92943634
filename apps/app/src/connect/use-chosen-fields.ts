import type { FieldKey } from "@v1/core";
import type { Draft } from "./draft.ts";
import { type FieldRow, fieldRows } from "./sample-fields.ts";
import { useFieldOwners } from "./use-field-owners.ts";

interface Choice {
  draft: Pick<Draft, "left">;
  change: (part: Partial<Draft>) => void;
}

/** What a system supplies, and which of it the connection shall own. */
export function useChosenFields(supplied: readonly string[], { draft, change }: Choice) {
  const owners = useFieldOwners();
  const rows: FieldRow[] = fieldRows(supplied);
  const free = rows.filter(({ key, identity }) => !identity && !owners.has(key)).map(({ key }) => key);
  const isChosen = (key: FieldKey) => !draft.left.includes(key);
  return {
    rows,
    owners,
    /** Of those that nobody owns: only these can be chosen. */
    free,
    chosen: free.filter(isChosen),
    isChosen,
    choose: (keys: readonly FieldKey[], on: boolean) => {
      const others = draft.left.filter((key) => !keys.includes(key));
      change({ left: on ? others : [...others, ...keys] });
    },
  };
}

export type ChosenFields = ReturnType<typeof useChosenFields>;
