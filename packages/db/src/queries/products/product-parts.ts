import { and, asc, eq, getTableColumns } from "drizzle-orm";
import { brandColors } from "../../schema/brands/brand-colors.ts";
import { brandEcoClaims } from "../../schema/brands/brand-eco-claims.ts";
import { brandFacilities } from "../../schema/brands/brand-facilities.ts";
import { brandMaterials } from "../../schema/brands/brand-materials.ts";
import { brandSizes } from "../../schema/brands/brand-sizes.ts";
import { brandTags } from "../../schema/brands/brand-tags.ts";
import { brandIntegrations } from "../../schema/integrations/brand-integrations.ts";
import { productEcoClaims } from "../../schema/products/product-eco-claims.ts";
import { productJourneySteps } from "../../schema/products/product-journey-steps.ts";
import { productMaterials } from "../../schema/products/product-materials.ts";
import { productVariants } from "../../schema/products/product-variants.ts";
import { tagsOnProduct } from "../../schema/products/tags-on-product.ts";
import { productSources } from "../../schema/sync/product-sources.ts";
import type { BrandScope } from "../../scope.ts";

/** Own values as they stand: null inherits the product's. */
export function listVariants({ tx, brandId }: BrandScope, productId: string) {
  const { brandId: _brandId, productId: _productId, ...own } = getTableColumns(productVariants);
  return tx
    .select({ ...own, color: brandColors.name, colorHex: brandColors.hex, size: brandSizes.name })
    .from(productVariants)
    .leftJoin(brandColors, and(eq(brandColors.brandId, brandId), eq(brandColors.id, productVariants.colorId)))
    .leftJoin(brandSizes, and(eq(brandSizes.brandId, brandId), eq(brandSizes.id, productVariants.sizeId)))
    .where(and(eq(productVariants.brandId, brandId), eq(productVariants.productId, productId)))
    .orderBy(asc(productVariants.id));
}

export function listMaterials({ tx, brandId }: BrandScope, productId: string) {
  return tx
    .select({
      variantId: productMaterials.variantId,
      materialId: productMaterials.brandMaterialId,
      name: brandMaterials.name,
      component: productMaterials.component,
      percentage: productMaterials.percentage,
      countryOfOrigin: productMaterials.countryOfOrigin,
      recyclable: productMaterials.recyclable,
    })
    .from(productMaterials)
    .innerJoin(
      brandMaterials,
      and(eq(brandMaterials.brandId, brandId), eq(brandMaterials.id, productMaterials.brandMaterialId)),
    )
    .where(and(eq(productMaterials.brandId, brandId), eq(productMaterials.productId, productId)))
    .orderBy(
      asc(productMaterials.component),
      asc(productMaterials.sortIndex),
      asc(productMaterials.brandMaterialId),
    );
}

export function listJourney({ tx, brandId }: BrandScope, productId: string) {
  return tx
    .select({
      variantId: productJourneySteps.variantId,
      stepType: productJourneySteps.stepType,
      sortIndex: productJourneySteps.sortIndex,
      facilityId: productJourneySteps.facilityId,
      facility: brandFacilities.displayName,
      city: brandFacilities.city,
      countryCode: brandFacilities.countryCode,
    })
    .from(productJourneySteps)
    .innerJoin(
      brandFacilities,
      and(eq(brandFacilities.brandId, brandId), eq(brandFacilities.id, productJourneySteps.facilityId)),
    )
    .where(and(eq(productJourneySteps.brandId, brandId), eq(productJourneySteps.productId, productId)))
    .orderBy(asc(productJourneySteps.sortIndex));
}

/** Once each, whoever asserts it. */
export function listClaims({ tx, brandId }: BrandScope, productId: string) {
  return tx
    .selectDistinct({ id: brandEcoClaims.id, claim: brandEcoClaims.claim })
    .from(productEcoClaims)
    .innerJoin(
      brandEcoClaims,
      and(eq(brandEcoClaims.brandId, brandId), eq(brandEcoClaims.id, productEcoClaims.ecoClaimId)),
    )
    .where(and(eq(productEcoClaims.brandId, brandId), eq(productEcoClaims.productId, productId)))
    .orderBy(asc(brandEcoClaims.claim), asc(brandEcoClaims.id));
}

/** Once each, whoever asserts it. */
export function listTags({ tx, brandId }: BrandScope, productId: string) {
  return tx
    .selectDistinct({ id: brandTags.id, name: brandTags.name, hex: brandTags.hex })
    .from(tagsOnProduct)
    .innerJoin(brandTags, and(eq(brandTags.brandId, brandId), eq(brandTags.id, tagsOnProduct.tagId)))
    .where(and(eq(tagsOnProduct.brandId, brandId), eq(tagsOnProduct.productId, productId)))
    .orderBy(asc(brandTags.name), asc(brandTags.id));
}

/** The records behind the product, by connection; without the observations, which are wide. */
export function listSources({ tx, brandId }: BrandScope, productId: string) {
  return tx
    .select({
      connectionId: productSources.connectionId,
      connection: brandIntegrations.name,
      externalId: productSources.externalId,
      state: productSources.state,
      isPrimary: productSources.isPrimary,
      sourceUpdatedAt: productSources.sourceUpdatedAt,
    })
    .from(productSources)
    .innerJoin(
      brandIntegrations,
      and(eq(brandIntegrations.brandId, brandId), eq(brandIntegrations.id, productSources.connectionId)),
    )
    .where(and(eq(productSources.brandId, brandId), eq(productSources.productId, productId)))
    .orderBy(asc(brandIntegrations.name), asc(productSources.externalId));
}
