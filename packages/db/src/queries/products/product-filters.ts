import type { Bind } from "../../request/ask.ts";
import type { ProductStatus } from "../../schema/products/products.ts";
import { type Facet, type FacetValues, facetsOf, isColumn, LEADS, listed, rowsOf } from "./facets.ts";

export interface ProductFilters extends FacetValues {
  status?: ProductStatus[];
  hasPendingChanges?: boolean;
  /** Where nothing is filled in. */
  missing?: MissingField[];
}

export const MISSING_FIELDS = [
  "image",
  "description",
  "category",
  "season",
  "manufacturer",
  "price",
] as const;
type MissingField = (typeof MISSING_FIELDS)[number];

const COLUMN_OF = {
  image: "primary_image_path",
  description: "description",
  category: "category_id",
  season: "season_id",
  manufacturer: "manufacturer_id",
  price: "price",
} as const satisfies Record<MissingField, string>;

/**
 * Conditions on `p`, a product, without the facets that are taken care of already. `$1` is the brand.
 * Facets are written so that no index is taken for them: which one to start from was decided before.
 */
export function conditions(filters: ProductFilters, bind: Bind, done: readonly Facet[] = []): string[] {
  const { status, hasPendingChanges, missing = [] } = filters;
  const rest = facetsOf(filters).filter((facet) => !done.includes(facet));
  return [
    ...(status?.length ? [`p.status = any (${bind(status)}::text[])`] : []),
    // As `products_pending_idx` has it: a value would not bring the index.
    ...(hasPendingChanges === undefined ? [] : [`${hasPendingChanges ? "" : "not "}p.has_pending_changes`]),
    ...missing.map((field) => `p.${COLUMN_OF[field]} is null`),
    ...rest.map((facet) => condition(facet, bind(filters[facet]))),
  ];
}

function condition(facet: Facet, wanted: string): string {
  if (isColumn(facet)) return `(p.${LEADS[facet].column} = any (${listed(facet, wanted)})) is true`;
  const { from } = rowsOf(facet, `any (${listed(facet, wanted)})`);
  return `exists (select from ${from} and l.product_id = p.id offset 0)`;
}

/** True where a filter narrows the list. */
export function narrows(filters: ProductFilters): boolean {
  return Object.values(filters).some((value) =>
    Array.isArray(value) ? value.length > 0 : value !== undefined,
  );
}
