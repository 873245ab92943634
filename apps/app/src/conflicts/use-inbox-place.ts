import { FIELD_KEYS, type FieldKey } from "@v1/core";
import { startOfDay, subDays } from "date-fns";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useMemo } from "react";
import type { Inputs } from "../api/types.ts";

const AGES = ["any", "day", "week", "month", "older"] as const;
export type Age = (typeof AGES)[number];

const params = {
  q: parseAsString.withDefault(""),
  field: parseAsStringLiteral(FIELD_KEYS),
  connection: parseAsString,
  age: parseAsStringLiteral(AGES).withDefault("any"),
  state: parseAsStringLiteral(["open", "dismissed"] as const).withDefault("open"),
  /** The one that is looked at. */
  conflict: parseAsString,
};

export type InboxFilter = NonNullable<Inputs["integrations"]["conflicts"]["resolveMany"]["filter"]>;

/** Which conflicts are listed and which one is open, as the address says. */
export function useInboxPlace() {
  const [place, setPlace] = useQueryStates(params, { history: "replace" });
  const { field, connection, age, q, state } = place;
  const filter = useMemo(() => filterOf({ field, connection, age }), [field, connection, age]);
  const input = useMemo(
    () => ({ ...filter, state, ...(q.trim() ? { search: q.trim() } : {}) }),
    [filter, state, q],
  );
  const narrowed = q.trim() !== "" || Object.keys(filter).length > 0;
  const clear = () => setPlace({ q: null, field: null, connection: null, age: null, conflict: null });
  return { place, setPlace, filter, input, narrowed, clear };
}

export type InboxPlace = ReturnType<typeof useInboxPlace>;

/** Whole days, so that the same filter stays the same question. */
export function filterOf(
  { field, connection, age }: { field: FieldKey | null; connection: string | null; age: Age },
  now = new Date(),
): InboxFilter {
  const since = (days: number) => startOfDay(subDays(now, days));
  const ages: Record<Age, InboxFilter> = {
    any: {},
    day: { openedAfter: since(1) },
    week: { openedAfter: since(7) },
    month: { openedAfter: since(30) },
    older: { openedBefore: since(30) },
  };
  return {
    ...(field ? { fieldKey: field } : {}),
    ...(connection ? { connectionId: connection } : {}),
    ...ages[age],
  };
}
