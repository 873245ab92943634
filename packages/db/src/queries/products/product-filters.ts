import type { Bind } from "../../request/ask.ts";
import type { ProductStatus } from "../../schema/products/products.ts";

export interface ProductFilters {
  status?: ProductStatus[];
  salesStatus?: string[];
  categoryIds?: string[];
  seasonIds?: string[];
  manufacturerIds?: string[];
  tagIds?: string[];
  /** With a live record at one of these connections. */
  connectionIds?: string[];
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

/** Filters with an index that leads to their products. */
const FACETS = ["tagIds", "categoryIds", "seasonIds", "manufacturerIds", "connectionIds"] as const;
export type Facet = (typeof FACETS)[number];

/** The column of `products` that a facet is about, where it is one. */
export const FACET_COLUMN = {
  categoryIds: "category_id",
  seasonIds: "season_id",
  manufacturerIds: "manufacturer_id",
} as const;

/** What narrows the list by a facet; several values of one are alternatives. */
export function facetsOf(filters: ProductFilters): Facet[] {
  return FACETS.filter((facet) => filters[facet]?.length);
}

/**
 * Conditions on `p`, a product, without the facet that leads to it already. `$1` is the brand.
 * Facets are written so that no index is taken for them: which one to start from was decided before.
 */
export function conditions(filters: ProductFilters, bind: Bind, led?: Facet): string[] {
  const { status, salesStatus, hasPendingChanges, missing = [] } = filters;
  const rest = facetsOf(filters).filter((facet) => facet !== led);
  return [
    ...(status?.length ? [`p.status = any (${bind(status)}::text[])`] : []),
    ...(salesStatus?.length ? [`p.sales_status = any (${bind(salesStatus)}::text[])`] : []),
    // As `products_pending_idx` has it: a value would not bring the index.
    ...(hasPendingChanges === undefined ? [] : [`${hasPendingChanges ? "" : "not "}p.has_pending_changes`]),
    ...missing.map((field) => `p.${COLUMN_OF[field]} is null`),
    ...rest.map((facet) => condition(facet, `${bind(filters[facet])}::uuid[]`)),
  ];
}

function condition(facet: Facet, wanted: string): string {
  if (facet === "tagIds") {
    return `exists (select from tags_on_product t where t.brand_id = $1 and t.product_id = p.id
      and t.tag_id = any (${wanted}) offset 0)`;
  }
  if (facet === "connectionIds") {
    return `exists (select from product_sources s where s.brand_id = $1 and s.product_id = p.id
      and s.state = 'live' and s.connection_id = any (${wanted}) offset 0)`;
  }
  return `(p.${FACET_COLUMN[facet]} = any (${wanted})) is true`;
}

/** True where a filter narrows the list. */
export function narrows(filters: ProductFilters): boolean {
  return Object.values(filters).some((value) =>
    Array.isArray(value) ? value.length > 0 : value !== undefined,
  );
}
