import { and, count, desc, eq, ilike, isNull, lt, or, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { limitOf, type Page, type PageRequest, readCursor, toPage } from "../../page.ts";
import { categories } from "../../schema/brands/categories.ts";
import { productVariants } from "../../schema/products/product-variants.ts";
import { type ProductStatus, products } from "../../schema/products/products.ts";
import type { BrandScope } from "../../scope.ts";

export interface ProductSummary {
  id: string;
  name: string;
  productIdentifier: string;
  upid: string;
  status: ProductStatus;
  salesStatus: string | null;
  image: string | null;
  price: string | null;
  currency: string | null;
  category: string | null;
  /** Live ones; tombstones are not counted. */
  variantCount: number;
  hasPendingChanges: boolean;
  createdAt: Date;
  updatedAt: Date;
}

interface ListProducts extends PageRequest {
  /** Part of the name or identifier, in any case. */
  search?: string | null;
}

/** Newest first (ids are UUIDv7). */
export async function listProducts(
  scope: BrandScope,
  request: ListProducts = {},
): Promise<Page<ProductSummary>> {
  const limit = limitOf(request);
  const after = readCursor(z.uuid(), request.cursor);
  const rows = await scope.tx
    .select(columns(scope))
    .from(products)
    .leftJoin(categories, eq(categories.id, products.categoryId))
    .where(
      and(
        eq(products.brandId, scope.brandId),
        after ? lt(products.id, after) : undefined,
        matches(request.search),
      ),
    )
    .orderBy(desc(products.id))
    .limit(limit + 1);
  return toPage(rows, limit, (row) => row.id);
}

function columns({ tx, brandId }: BrandScope) {
  const variantCount = tx
    .select({ count: count() })
    .from(productVariants)
    .where(
      and(
        // The brand as a value: a policy alone does not bring the index.
        eq(productVariants.brandId, brandId),
        eq(productVariants.productId, products.id),
        isNull(productVariants.tombstonedAt),
      ),
    );
  return {
    id: products.id,
    name: products.name,
    productIdentifier: products.productIdentifier,
    upid: products.upid,
    status: products.status,
    salesStatus: products.salesStatus,
    image: products.primaryImagePath,
    price: products.price,
    currency: products.currency,
    category: categories.name,
    variantCount: sql<number>`(${variantCount})`.mapWith(Number),
    hasPendingChanges: products.hasPendingChanges,
    createdAt: products.createdAt,
    updatedAt: products.updatedAt,
  };
}

function matches(search: string | null | undefined): SQL | undefined {
  const text = search?.trim();
  if (!text) return undefined;
  const pattern = `%${text.replace(/[\\%_]/g, "\\$&")}%`;
  return or(ilike(products.name, pattern), ilike(products.productIdentifier, pattern));
}
