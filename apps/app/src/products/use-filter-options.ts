import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTRPC } from "../api/client.ts";
import { FIXED_OPTIONS, type FilterKey, type FilterOption } from "./filters.ts";

const ENTITIES = ["season", "manufacturer", "tag"] as const;
type Entity = (typeof ENTITIES)[number];

function isEntity(key: FilterKey): key is Entity {
  return (ENTITIES as readonly string[]).includes(key);
}

/** What a filter may be set to. Look-up tables are searched at the server, for they can be long. */
export function useFilterOptions(key: FilterKey, search: string) {
  const trpc = useTRPC();
  const fixed = FIXED_OPTIONS[key];
  const entities = useQuery(
    trpc.catalog.list.queryOptions(
      { kind: isEntity(key) ? key : "season", search: search || null, limit: 100 },
      { enabled: isEntity(key), placeholderData: keepPreviousData },
    ),
  );
  const categories = useQuery(
    trpc.catalog.categories.queryOptions(undefined, { enabled: key === "category", staleTime: 600_000 }),
  );
  const connections = useQuery(
    trpc.integrations.connections.list.queryOptions(undefined, { enabled: key === "connection" }),
  );
  if (fixed) return { options: fixed, isPending: false, error: null, more: false };
  if (key === "category") {
    return { ...stateOf(categories), options: pathsOf(categories.data ?? []), more: false };
  }
  if (key === "connection") {
    return { ...stateOf(connections), options: (connections.data ?? []).map(toOption), more: false };
  }
  const { items = [], nextCursor = null } = entities.data ?? {};
  return { ...stateOf(entities), options: items.map(toOption), more: nextCursor !== null };
}

function stateOf({ isPending, error }: { isPending: boolean; error: unknown }) {
  return { isPending, error };
}

function toOption({ id, name }: { id: string; name: string }): FilterOption {
  return { value: id, label: name };
}

/** "Clothing › Coats": a name alone may stand in several branches. */
export function pathsOf(categories: { id: string; name: string; parentId: string | null }[]): FilterOption[] {
  const byId = new Map(categories.map((category) => [category.id, category]));
  const pathOf = (id: string | null): string[] => {
    const category = id === null ? undefined : byId.get(id);
    return category ? [...pathOf(category.parentId), category.name] : [];
  };
  return categories
    .map(({ id }) => ({ value: id, label: pathOf(id).join(" › ") }))
    .sort((a, b) => a.label.localeCompare(b.label));
}
