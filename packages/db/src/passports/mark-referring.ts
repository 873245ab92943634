import { type SQL, sql } from "drizzle-orm";
import type { EntityKind } from "../queries/catalog/entities.ts";
import type { BrandScope } from "../scope.ts";

/** Products that name an entry of a look-up table, by kind. */
const NAMING: Record<EntityKind, (brand: string, id: string) => SQL> = {
  season: (brand, id) => sql`select id from products where brand_id = ${brand} and season_id = ${id}`,
  manufacturer: (brand, id) =>
    sql`select id from products where brand_id = ${brand} and manufacturer_id = ${id}`,
  color: (brand, id) =>
    sql`select product_id from product_variants where brand_id = ${brand} and color_id = ${id}`,
  size: (brand, id) =>
    sql`select product_id from product_variants where brand_id = ${brand} and size_id = ${id}`,
  material: (brand, id) =>
    sql`select product_id from product_materials where brand_id = ${brand} and brand_material_id = ${id}`,
  facility: (brand, id) =>
    sql`select product_id from product_journey_steps where brand_id = ${brand} and facility_id = ${id}`,
  tag: (brand, id) =>
    sql`select product_id from tags_on_product where brand_id = ${brand} and tag_id = ${id}`,
  eco_claim: (brand, id) =>
    sql`select product_id from product_eco_claims where brand_id = ${brand} and eco_claim_id = ${id}`,
  certification: (brand, id) =>
    sql`select m.product_id from product_materials m
      join brand_materials b on b.brand_id = ${brand} and b.id = m.brand_material_id and b.certification_id = ${id}
      where m.brand_id = ${brand}`,
};

/** A renamed entry stays in published versions as it was named; the passports that name it wait for their change. */
export async function markReferring(
  { tx, brandId }: BrandScope,
  { kind, id }: { kind: EntityKind; id: string },
): Promise<void> {
  await tx.execute(sql`
    update products set has_pending_changes = true
    where brand_id = ${brandId} and status = 'published' and not has_pending_changes
      and id in (${NAMING[kind](brandId, id)})`);
}
