import { parseAsArrayOf, parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useMemo } from "react";
import { parseAsIds } from "./parse-ids.ts";

export const STATUSES = ["published", "unpublished", "scheduled", "archived"] as const;
export const SALES_STATUSES = ["active", "draft", "discontinued", "preorder", "sold_out"] as const;
export const MISSING = ["image", "description", "category", "season", "manufacturer", "price"] as const;
const SORTS = ["newest", "oldest", "name", "-name", "identifier", "-identifier"] as const;
export type ProductSort = (typeof SORTS)[number];

const list = <T extends string>(values: readonly T[]) =>
  parseAsArrayOf(parseAsStringLiteral(values)).withDefault([]);
const ids = parseAsIds.withDefault([]);

const narrowing = {
  status: list(STATUSES),
  sales: list(SALES_STATUSES),
  category: ids,
  season: ids,
  manufacturer: ids,
  tag: ids,
  connection: ids,
  missing: list(MISSING),
  pending: parseAsBoolean,
};

const parsers = {
  q: parseAsString.withDefault(""),
  sort: parseAsStringLiteral(SORTS).withDefault("newest"),
  ...narrowing,
};

/** What of the list is shown and how, as the address says. */
export function useListState() {
  const [state, setState] = useQueryStates(parsers, { history: "replace" });
  const { q, sort, status, sales, category, season, manufacturer, tag, connection, missing, pending } = state;
  const input = useMemo(
    () => ({
      search: q.trim() || null,
      sort,
      filters: {
        ...some("status", status),
        ...some("salesStatus", sales),
        ...some("categoryIds", category),
        ...some("seasonIds", season),
        ...some("manufacturerIds", manufacturer),
        ...some("tagIds", tag),
        ...some("connectionIds", connection),
        ...some("missing", missing),
        ...(pending === null ? {} : { hasPendingChanges: pending }),
      },
    }),
    [q, sort, status, sales, category, season, manufacturer, tag, connection, missing, pending],
  );
  const narrowed = input.search !== null || Object.keys(input.filters).length > 0;
  const clear = () => setState({ ...noFilters, q: null });
  return { state, setState, input, narrowed, clear };
}

export type ListState = ReturnType<typeof useListState>;

const noFilters = Object.fromEntries(Object.keys(narrowing).map((key) => [key, null])) as {
  [key in keyof typeof narrowing]: null;
};

function some<K extends string, T>(key: K, values: T[]): { [key in K]?: T[] } {
  return values.length > 0 ? ({ [key]: values } as { [key in K]: T[] }) : {};
}
