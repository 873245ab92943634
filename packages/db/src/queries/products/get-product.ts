import { notFound } from "@v1/core";
import { getTableColumns } from "drizzle-orm";
import { ask } from "../../request/ask.ts";
import { products } from "../../schema/products/products.ts";
import type { BrandScope } from "../../scope.ts";
import { type FromJson, jsonOf, withDates } from "./json-of.ts";
import {
  type MaterialOfProduct,
  PARTS,
  type SourceOfProduct,
  type StepOfProduct,
  type VariantDetail,
} from "./product-parts.ts";
import { SAID, type Said, sourcesOf, VALUES } from "./value-sources.ts";

type Own = Omit<typeof products.$inferSelect, "brandId"> & {
  category: string | null;
  season: string | null;
  manufacturer: string | null;
  carbonKgCo2e: string | null;
  waterLiters: string | null;
};

interface Row extends Said {
  product: FromJson<Own>;
  variants: FromJson<VariantDetail>[];
  materials: MaterialOfProduct[];
  journey: StepOfProduct[];
  ecoClaims: { id: string; claim: string }[];
  tags: { id: string; name: string; hex: string | null }[];
  sources: FromJson<SourceOfProduct>[];
}

export type ProductDetail = Awaited<ReturnType<typeof getProduct>>;

const { brandId: _brandId, ...ownColumns } = getTableColumns(products);
const BESIDE = [
  "'category', c.name",
  "'season', s.name",
  "'manufacturer', m.name",
  "'carbonKgCo2e', e.carbon_kg_co2e::text",
  "'waterLiters', e.water_liters::text",
];

/** All by primary key or by product, so that one plan suits every product. */
const PAGE = `/* keep:product_page */ with said as materialized (${SAID})
select ${jsonOf("p", ownColumns, BESIDE)} as product,
  ${Object.entries({ ...PARTS, ...VALUES })
    .map(([name, list]) => `${list} as "${name}"`)
    .join(",\n  ")}
from products p
left join categories c on c.id = p.category_id
left join brand_seasons s on s.brand_id = $1 and s.id = p.season_id
left join brand_manufacturers m on m.brand_id = $1 and m.id = p.manufacturer_id
left join product_environment e on e.brand_id = $1 and e.product_id = p.id
where p.brand_id = $1 and p.id = $2`;

/**
 * A product with all that hangs on it: variants (tombstones too, marked so), materials and journey
 * of the product and of single variants, claims and tags once each, the records it comes from, and of
 * every value where it comes from. One statement, planned once for each session.
 *
 * @throws AppError `not_found`
 */
export async function getProduct({ tx, brandId }: BrandScope, id: string) {
  const [row] = await ask<Row>(tx, { text: PAGE, values: [brandId, id] });
  if (!row) throw notFound("product", id);
  const { product, variants, sources, materials, journey, ecoClaims, tags, ...said } = row;
  return {
    ...withDates<Own>(product, ["createdAt", "updatedAt"]),
    variants: variants.map((each) =>
      withDates<VariantDetail>(each, ["createdAt", "updatedAt", "tombstonedAt"]),
    ),
    materials,
    journey,
    ecoClaims,
    tags,
    sources: sources.map((each) => withDates<SourceOfProduct>(each, ["sourceUpdatedAt"])),
    values: sourcesOf(said),
  };
}
