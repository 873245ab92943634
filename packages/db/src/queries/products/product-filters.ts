import type { Bind } from "../../request/ask.ts";
import {
  type Facet,
  type FacetValues,
  facetsOf,
  isColumn,
  leadOf,
  listed,
  rowsOf,
  valuesOf,
} from "./facets.ts";
import { GAPS } from "./gaps.ts";

export interface ProductFilters extends FacetValues {
  hasPendingChanges?: boolean;
}

/**
 * Conditions on `p`, a product, without the facets that are taken care of already. `$1` is the brand.
 * Facets are written so that no index is taken for them: which one to start from was decided before.
 */
export function conditions(filters: ProductFilters, bind: Bind, done: readonly Facet[] = []): string[] {
  const { hasPendingChanges, missing = [], ...listed } = filters;
  const rest = facetsOf(listed).filter((facet) => !done.includes(facet));
  return [
    // As `products_pending_idx` has it: a value would not bring the index.
    ...(hasPendingChanges === undefined ? [] : [`${hasPendingChanges ? "" : "not "}p.has_pending_changes`]),
    ...missing.map((field) => `p.${GAPS[field]} is null`),
    ...rest.map((facet) => condition(facet, bind(valuesOf(filters, facet)))),
  ];
}

function condition(facet: Facet, wanted: string): string {
  if (isColumn(facet)) return `(p.${leadOf(facet).column} = any (${listed(facet, wanted)})) is true`;
  const { from } = rowsOf(facet, `any (${listed(facet, wanted)})`);
  return `exists (select from ${from} and l.product_id = p.id offset 0)`;
}

/** True where a filter narrows the list. */
export function narrows(filters: ProductFilters): boolean {
  return Object.values(filters).some((value) =>
    Array.isArray(value) ? value.length > 0 : value !== undefined,
  );
}
