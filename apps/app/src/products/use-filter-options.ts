import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTRPC } from "../api/client.ts";
import { FIXED_OPTIONS, type FilterKey, type FilterOption } from "./filters.ts";

const ENTITIES = ["season", "color", "material", "manufacturer", "tag"] as const;
type Entity = (typeof ENTITIES)[number];

function isEntity(key: FilterKey): key is Entity {
  return (ENTITIES as readonly string[]).includes(key);
}

/**
 * What a filter may be set to. Look-up tables are searched at the server, for they can be long; they are
 * not read where `search` is null.
 */
export function useFilterOptions(key: FilterKey, search: string | null) {
  const trpc = useTRPC();
  const fixed = FIXED_OPTIONS[key];
  const entities = useQuery(
    trpc.catalog.list.queryOptions(
      { kind: isEntity(key) ? key : "season", search: search || null, limit: 100 },
      { enabled: isEntity(key) && search !== null, placeholderData: keepPreviousData },
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
  const options = items.map(({ details, ...item }) => ({ ...toOption(item), hex: hexOf(details) }));
  return { ...stateOf(entities), options, more: nextCursor !== null };
}

/** What the one value that is chosen is called; undefined while that is read, null where there is none. */
export function useChosenName(key: FilterKey, id: string | undefined): string | null | undefined {
  const entity = useQuery(
    useTRPC().catalog.list.queryOptions(
      { kind: isEntity(key) ? key : "season", ids: id ? [id] : [], limit: 1 },
      { enabled: isEntity(key) && id !== undefined, staleTime: 600_000 },
    ),
  );
  const others = useFilterOptions(key, null);
  if (isEntity(key)) return entity.data ? (entity.data.items[0]?.name ?? null) : undefined;
  if (others.isPending) return undefined;
  // Of a branch of the categories, its last part.
  return (
    others.options
      .find(({ value }) => value === id)
      ?.label.split(" › ")
      .at(-1) ?? null
  );
}

function stateOf({ isPending, error }: { isPending: boolean; error: unknown }) {
  return { isPending, error };
}

function hexOf({ hex }: Record<string, unknown>): string | null {
  return typeof hex === "string" ? hex : null;
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
