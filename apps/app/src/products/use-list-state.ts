import {
  type inferParserType,
  parseAsArrayOf,
  parseAsBoolean,
  parseAsString,
  parseAsStringLiteral,
  useQueryStates,
} from "nuqs";
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
  color: ids,
  material: ids,
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
  const input = useMemo(() => inputOf(state), [state]);
  const narrowed = input.search !== null || Object.keys(input.filters).length > 0;
  const clear = () => setState({ ...noFilters, q: null });
  return { state, setState, input, narrowed, clear };
}

/** What the API is asked for: filters that are set, and no others. */
function inputOf(state: inferParserType<typeof parsers>) {
  return {
    search: state.q.trim() || null,
    sort: state.sort,
    filters: {
      ...some("status", state.status),
      ...some("salesStatus", state.sales),
      ...some("categoryIds", state.category),
      ...some("colorIds", state.color),
      ...some("materialIds", state.material),
      ...some("seasonIds", state.season),
      ...some("manufacturerIds", state.manufacturer),
      ...some("tagIds", state.tag),
      ...some("connectionIds", state.connection),
      ...some("missing", state.missing),
      ...(state.pending === null ? {} : { hasPendingChanges: state.pending }),
    },
  };
}

export type ListState = ReturnType<typeof useListState>;

const noFilters = Object.fromEntries(Object.keys(narrowing).map((key) => [key, null])) as {
  [key in keyof typeof narrowing]: null;
};

function some<K extends string, T>(key: K, values: T[]): { [key in K]?: T[] } {
  return values.length > 0 ? ({ [key]: values } as { [key in K]: T[] }) : {};
}
