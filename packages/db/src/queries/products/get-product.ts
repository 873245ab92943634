import { notFound } from "@v1/core";
import { and, eq, getTableColumns } from "drizzle-orm";
import { brandManufacturers } from "../../schema/brands/brand-manufacturers.ts";
import { brandSeasons } from "../../schema/brands/brand-seasons.ts";
import { categories } from "../../schema/brands/categories.ts";
import { productEnvironment } from "../../schema/products/product-environment.ts";
import { products } from "../../schema/products/products.ts";
import type { BrandScope } from "../../scope.ts";
import {
  listClaims,
  listJourney,
  listMaterials,
  listSources,
  listTags,
  listVariants,
} from "./product-parts.ts";
import { valueSources } from "./value-sources.ts";

export type ProductDetail = Awaited<ReturnType<typeof getProduct>>;

/**
 * A product with all that hangs on it: variants (tombstones too, marked so), materials and journey
 * of the product and of single variants, claims and tags once each, the records it comes from, and of
 * every value where it comes from.
 *
 * @throws AppError `not_found`
 */
export async function getProduct(scope: BrandScope, id: string) {
  const product = await findProduct(scope, id);
  if (!product) throw notFound("product", id);
  const variants = await listVariants(scope, id);
  return {
    ...product,
    variants,
    materials: await listMaterials(scope, id),
    journey: await listJourney(scope, id),
    ecoClaims: await listClaims(scope, id),
    tags: await listTags(scope, id),
    sources: await listSources(scope, id),
    values: await valueSources(scope, { productId: id, variantIds: variants.map((variant) => variant.id) }),
  };
}

async function findProduct({ tx, brandId }: BrandScope, id: string) {
  const { brandId: _brandId, ...own } = getTableColumns(products);
  const rows = await tx
    .select({
      ...own,
      category: categories.name,
      season: brandSeasons.name,
      manufacturer: brandManufacturers.name,
      carbonKgCo2e: productEnvironment.carbonKgCo2e,
      waterLiters: productEnvironment.waterLiters,
    })
    .from(products)
    .leftJoin(categories, eq(categories.id, products.categoryId))
    .leftJoin(brandSeasons, and(eq(brandSeasons.brandId, brandId), eq(brandSeasons.id, products.seasonId)))
    .leftJoin(
      brandManufacturers,
      and(eq(brandManufacturers.brandId, brandId), eq(brandManufacturers.id, products.manufacturerId)),
    )
    .leftJoin(
      productEnvironment,
      and(eq(productEnvironment.brandId, brandId), eq(productEnvironment.productId, products.id)),
    )
    .where(and(eq(products.brandId, brandId), eq(products.id, id)));
  return rows[0];
}
