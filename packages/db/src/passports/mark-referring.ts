import { type SQL, sql } from "drizzle-orm";
import type { EntityKind } from "../queries/catalog/entities.ts";
import type { BrandScope } from "../scope.ts";

/** Where products name an entry of a look-up table, by kind: table, column, and the column with the product's id. */
const NAMING: Record<
  Exclude<EntityKind, "certification">,
  [table: string, column: string, product: string]
> = {
  season: ["products", "season_id", "id"],
  manufacturer: ["products", "manufacturer_id", "id"],
  color: ["product_variants", "color_id", "product_id"],
  size: ["product_variants", "size_id", "product_id"],
  material: ["product_materials", "brand_material_id", "product_id"],
  facility: ["product_journey_steps", "facility_id", "product_id"],
  tag: ["tags_on_product", "tag_id", "product_id"],
  eco_claim: ["product_eco_claims", "eco_claim_id", "product_id"],
};

function naming(kind: EntityKind, brandId: string, id: string): SQL {
  if (kind === "certification") {
    return sql`select m.product_id from product_materials m
      join brand_materials b on b.brand_id = ${brandId} and b.id = m.brand_material_id and b.certification_id = ${id}
      where m.brand_id = ${brandId}`;
  }
  const [table, column, product] = NAMING[kind];
  return sql`select ${sql.identifier(product)} from ${sql.identifier(table)}
    where brand_id = ${brandId} and ${sql.identifier(column)} = ${id}`;
}

/** A renamed entry stays in published versions as it was named; the passports that name it wait for their change. */
export async function markReferring(
  { tx, brandId }: BrandScope,
  { kind, id }: { kind: EntityKind; id: string },
): Promise<void> {
  await tx.execute(sql`
    update products set has_pending_changes = true
    where brand_id = ${brandId} and status = 'published' and not has_pending_changes
      and id in (${naming(kind, brandId, id)})`);
}
