import type { WorkerDb } from "@v1/db";

/** All that is kept of each product of a brand, in the form of `expectedCatalog`; by external id. */
export async function storedCatalog(
  db: WorkerDb,
  { brandId, connectionId }: { brandId: string; connectionId: string },
): Promise<Map<string, object>> {
  const { rows } = await db.pool.query<{ id: string | null; stored: object }>(STORED, [
    brandId,
    connectionId,
  ]);
  const found = new Map<string, object>();
  for (const { id, stored } of rows) {
    if (id === null || found.has(id)) throw new Error(`Product ${id ?? "without a link"} is there twice.`);
    found.set(id, stored);
  }
  return found;
}

/** Rows of every table that a sync fills, so that nothing can hide beside the products. */
export async function rowCounts(db: WorkerDb, brandId: string): Promise<Record<string, number>> {
  const counts = TABLES.map((table) => `'${table}', (select count(*) from ${table} where brand_id = $1)`);
  const { rows } = await db.pool.query<{ counts: Record<string, number> }>(
    `select jsonb_build_object(${counts.join(", ")}) as counts`,
    [brandId],
  );
  return rows[0]?.counts ?? {};
}

const TABLES = [
  "products",
  "product_variants",
  "product_environment",
  "product_materials",
  "product_journey_steps",
  "product_eco_claims",
  "tags_on_product",
  "product_sources",
  "variant_sources",
  "product_source_states",
  "value_provenance",
  "sync_changes",
  "sync_conflicts",
  "review_records",
  "connection_leases",
] as const;

const VARIANTS = `
select jsonb_agg(jsonb_build_object(
  'externalId', s.external_id, 'sku', v.sku, 'barcode', v.barcode, 'gtin', v.gtin,
  'color', (select name from brand_colors c where c.brand_id = $1 and c.id = v.color_id),
  'size', (select name from brand_sizes z where z.brand_id = $1 and z.id = v.size_id),
  'option', jsonb_build_array(v.option_name, v.option_value),
  'price', jsonb_build_array(v.price::text, v.currency), 'weight', jsonb_build_array(v.weight::text, v.weight_unit),
  'tombstoned', v.tombstoned_at is not null, 'state', s.state, 'observed', s.observed
) order by s.external_id)
from product_variants v
left join variant_sources s on s.brand_id = $1 and s.variant_id = v.id and s.connection_id = $2
where v.brand_id = $1 and v.product_id = p.id`;

const MATERIALS = `
select jsonb_agg(jsonb_build_array(m.component, b.name, m.percentage::text, m.country_of_origin, m.recyclable)
  order by m.sort_index)
from product_materials m join brand_materials b on b.brand_id = $1 and b.id = m.brand_material_id
where m.brand_id = $1 and m.product_id = p.id`;

const JOURNEY = `
select jsonb_agg(jsonb_build_array(j.step_type, f.display_name, f.country_code, f.city) order by j.sort_index)
from product_journey_steps j join brand_facilities f on f.brand_id = $1 and f.id = j.facility_id
where j.brand_id = $1 and j.product_id = p.id`;

const CLAIMS = `
select jsonb_agg(jsonb_build_array(c.claim, a.connection_id = $2) order by c.claim)
from product_eco_claims a join brand_eco_claims c on c.brand_id = $1 and c.id = a.eco_claim_id
where a.brand_id = $1 and a.product_id = p.id`;

const TAGS = `
select jsonb_agg(jsonb_build_array(t.name, a.connection_id = $2) order by t.name)
from tags_on_product a join brand_tags t on t.brand_id = $1 and t.id = a.tag_id
where a.brand_id = $1 and a.product_id = p.id`;

const STORED = `
select l.external_id as id, jsonb_build_object(
  'identifier', p.product_identifier, 'name', p.name, 'description', p.description, 'image', p.primary_image_path,
  'season', (select name from brand_seasons s where s.brand_id = $1 and s.id = p.season_id),
  'manufacturer', (select name from brand_manufacturers m where m.brand_id = $1 and m.id = p.manufacturer_id),
  'gender', p.gender, 'webshopUrl', p.webshop_url, 'salesStatus', p.sales_status, 'status', p.status,
  'category', p.category_id,
  'price', jsonb_build_array(p.price::text, p.currency), 'weight', jsonb_build_array(p.weight::text, p.weight_unit),
  'environment', (select jsonb_agg(jsonb_build_array(e.carbon_kg_co2e::text, e.water_liters::text))
    from product_environment e where e.brand_id = $1 and e.product_id = p.id),
  'materials', (${MATERIALS}), 'journey', (${JOURNEY}), 'claims', (${CLAIMS}), 'tags', (${TAGS}),
  'variants', (${VARIANTS}),
  'links', (select jsonb_agg(jsonb_build_array(k.state, k.is_primary))
    from product_sources k where k.brand_id = $1 and k.product_id = p.id),
  'observed', (select jsonb_agg(k.observed) from product_sources k where k.brand_id = $1 and k.product_id = p.id)
) as stored
from products p
left join product_sources l on l.brand_id = $1 and l.product_id = p.id and l.connection_id = $2
where p.brand_id = $1`;
