import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import type { OwnedField } from "./use-fields.ts";

const SHOWS = ["all", "conflicts", "nobody", "shared"] as const;
export type Show = (typeof SHOWS)[number];

/** Which fields are listed, which one is open, and to whom it is about to be given. */
export function useFieldsPlace() {
  return useQueryStates(
    {
      q: parseAsString.withDefault(""),
      show: parseAsStringLiteral(SHOWS).withDefault("all"),
      field: parseAsString,
      to: parseAsString,
    },
    { history: "replace" },
  );
}

export type FieldsPlace = ReturnType<typeof useFieldsPlace>[0];

const TESTS: Record<Show, (field: OwnedField) => boolean> = {
  all: () => true,
  conflicts: ({ conflicts }) => conflicts > 0,
  nobody: ({ owner }) => owner.kind === "nobody",
  shared: ({ sources }) => sources.filter(({ enabled }) => enabled).length > 1,
};

export function narrow(fields: OwnedField[], { q, show }: Pick<FieldsPlace, "q" | "show">): OwnedField[] {
  const wanted = q.trim().toLowerCase();
  return fields.filter((field) => TESTS[show](field) && field.label.toLowerCase().includes(wanted));
}
