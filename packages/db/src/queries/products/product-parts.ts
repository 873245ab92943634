import { getTableColumns } from "drizzle-orm";
import { productVariants } from "../../schema/products/product-variants.ts";
import type { LinkState } from "../../schema/sync/product-sources.ts";
import { jsonOf, listOf } from "./json-of.ts";

const { brandId: _brandId, productId: _productId, ...variantColumns } = getTableColumns(productVariants);

/** Own values as they stand: null inherits the product's. */
export type VariantDetail = Omit<typeof productVariants.$inferSelect, "brandId" | "productId"> & {
  color: string | null;
  colorHex: string | null;
  size: string | null;
};

export interface MaterialOfProduct {
  variantId: string | null;
  materialId: string;
  name: string;
  component: string;
  percentage: string | null;
  countryOfOrigin: string | null;
  recyclable: boolean | null;
}

export interface StepOfProduct {
  variantId: string | null;
  stepType: string;
  sortIndex: number;
  facilityId: string;
  facility: string;
  city: string | null;
  countryCode: string | null;
}

/** The record of a connection behind the product. */
export interface SourceOfProduct {
  connectionId: string;
  connection: string;
  externalId: string;
  state: LinkState;
  isPrimary: boolean;
  sourceUpdatedAt: Date | null;
}

/** Sub-selects of a statement whose `$1` is the brand and `$2` the product. */
export const PARTS = {
  variants: listOf(
    `${jsonOf("v", variantColumns, ["'color', c.name", "'colorHex', c.hex", "'size', s.name"])} order by v.id`,
    `product_variants v
    left join brand_colors c on c.brand_id = $1 and c.id = v.color_id
    left join brand_sizes s on s.brand_id = $1 and s.id = v.size_id
    where v.brand_id = $1 and v.product_id = $2`,
  ),
  materials: listOf(
    `json_build_object('variantId', x.variant_id, 'materialId', x.brand_material_id, 'name', m.name,
      'component', x.component, 'percentage', x.percentage::text, 'countryOfOrigin', x.country_of_origin,
      'recyclable', x.recyclable) order by x.component, x.sort_index, x.brand_material_id`,
    `product_materials x join brand_materials m on m.brand_id = $1 and m.id = x.brand_material_id
    where x.brand_id = $1 and x.product_id = $2`,
  ),
  journey: listOf(
    `json_build_object('variantId', x.variant_id, 'stepType', x.step_type, 'sortIndex', x.sort_index,
      'facilityId', x.facility_id, 'facility', f.display_name, 'city', f.city,
      'countryCode', f.country_code) order by x.sort_index`,
    `product_journey_steps x join brand_facilities f on f.brand_id = $1 and f.id = x.facility_id
    where x.brand_id = $1 and x.product_id = $2`,
  ),
  /** Once each, whoever asserts it. */
  ecoClaims: listOf(
    "json_build_object('id', x.id, 'claim', x.claim) order by x.claim, x.id",
    `brand_eco_claims x where x.brand_id = $1 and x.id = any (array(
      select eco_claim_id from product_eco_claims where brand_id = $1 and product_id = $2))`,
  ),
  /** Once each, whoever asserts it. */
  tags: listOf(
    "json_build_object('id', x.id, 'name', x.name, 'hex', x.hex) order by x.name, x.id",
    `brand_tags x where x.brand_id = $1 and x.id = any (array(
      select tag_id from tags_on_product where brand_id = $1 and product_id = $2))`,
  ),
  /** By connection; without the observations, which are wide. */
  sources: listOf(
    `json_build_object('connectionId', x.connection_id, 'connection', c.name, 'externalId', x.external_id,
      'state', x.state, 'isPrimary', x.is_primary, 'sourceUpdatedAt', x.source_updated_at)
      order by c.name, x.external_id`,
    `product_sources x join brand_integrations c on c.brand_id = $1 and c.id = x.connection_id
    where x.brand_id = $1 and x.product_id = $2`,
  ),
};
