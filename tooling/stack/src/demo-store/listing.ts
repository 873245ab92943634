import type { CatalogStore } from "./catalog-store.ts";
import { Candidate, matches } from "./search.ts";
import { parseSearch } from "./search-syntax.ts";

export type ProductSortKey = "CREATED_AT" | "ID" | "TITLE" | "UPDATED_AT";

/** A product's place in a list: its sort value, then its id. */
export interface Place {
  id: number;
  value: string | number;
}

const MOST_LISTS = 8;

/** Sorted lists of the products that a query finds, kept until the catalog changes. */
export class Listings {
  readonly #store: CatalogStore;
  readonly #lists = new Map<string, Place[]>();
  #version = -1;

  constructor(store: CatalogStore) {
    this.#store = store;
  }

  find(query: string | null | undefined, sortKey: ProductSortKey): readonly Place[] {
    if (this.#version !== this.#store.version) this.#lists.clear();
    this.#version = this.#store.version;
    const key = `${sortKey} ${query ?? ""}`;
    const known = this.#lists.get(key);
    if (known) return known;
    if (this.#lists.size >= MOST_LISTS) this.#lists.clear();
    const list = this.#list(query, sortKey);
    this.#lists.set(key, list);
    return list;
  }

  #list(query: string | null | undefined, sortKey: ProductSortKey): Place[] {
    const search = parseSearch(query);
    const found: Place[] = [];
    for (const id of this.#store.ids()) {
      const candidate = new Candidate(this.#store, id);
      if (search.kind === "all" || matches(search, candidate))
        found.push({ id, value: sortValue(candidate, sortKey) });
    }
    return sortKey === "ID" ? found : found.sort(inOrder);
  }
}

export function inOrder(a: Place, b: Place): number {
  if (a.value !== b.value) return a.value < b.value ? -1 : 1;
  return a.id - b.id;
}

function sortValue(candidate: Candidate, sortKey: ProductSortKey): string | number {
  switch (sortKey) {
    case "ID":
      return candidate.id;
    case "UPDATED_AT":
      return candidate.updatedAt;
    case "CREATED_AT":
      return candidate.product?.createdAt ?? "";
    case "TITLE":
      return candidate.product?.title ?? "";
  }
}
