import { and, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import { type ProductStatus, products } from "../../schema/products/products.ts";
import type { BrandScope } from "../../scope.ts";

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
  image: products.primaryImagePath,
  description: products.description,
  category: products.categoryId,
  season: products.seasonId,
  manufacturer: products.manufacturerId,
  price: products.price,
} as const;

/** What the list is narrowed to; several values of one filter are alternatives. */
export function filtered({ brandId }: BrandScope, filters: ProductFilters): SQL | undefined {
  const { status, salesStatus, categoryIds, seasonIds, manufacturerIds, hasPendingChanges } = filters;
  return and(
    status?.length ? inArray(products.status, status) : undefined,
    salesStatus?.length ? inArray(products.salesStatus, salesStatus) : undefined,
    categoryIds?.length ? inArray(products.categoryId, categoryIds) : undefined,
    seasonIds?.length ? inArray(products.seasonId, seasonIds) : undefined,
    manufacturerIds?.length ? inArray(products.manufacturerId, manufacturerIds) : undefined,
    hasPendingChanges === undefined ? undefined : eq(products.hasPendingChanges, hasPendingChanges),
    ...(filters.missing ?? []).map((field) => isNull(COLUMN_OF[field])),
    filters.tagIds?.length
      ? sql`exists (select from tags_on_product t where t.brand_id = ${brandId}
          and t.product_id = ${products.id} and t.tag_id = any (${uuids(filters.tagIds)}))`
      : undefined,
    filters.connectionIds?.length
      ? sql`exists (select from product_sources s where s.brand_id = ${brandId}
          and s.product_id = ${products.id} and s.state = 'live' and s.connection_id = any (${uuids(filters.connectionIds)}))`
      : undefined,
  );
}

/** True where a filter narrows the list. */
export function narrows(filters: ProductFilters): boolean {
  return Object.values(filters).some((value) =>
    Array.isArray(value) ? value.length > 0 : value !== undefined,
  );
}

/** A list of ids as one parameter. */
export function uuids(ids: readonly string[]): SQL {
  return sql`${`{${ids.join(",")}}`}::uuid[]`;
}
