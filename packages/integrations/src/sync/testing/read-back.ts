/** Queries that show a brand's rows as tests speak of them: names for ids, texts for decimals. */

export interface ProductView {
  id: string;
  upid: string;
  identifier: string;
  name: string;
  description: string | null;
  image: string | null;
  category: string | null;
  season: string | null;
  manufacturer: string | null;
  gender: string | null;
  /** "19.99 EUR". */
  price: string | null;
  weight: string | null;
  url: string | null;
  salesStatus: string | null;
  gtin: string | null;
  carbon: string | null;
  water: string | null;
  status: string;
  pending: boolean;
  /** "main: Cotton 100.00", ordered. */
  materials: string[];
  /** "weaving at Mill", in order. */
  journey: string[];
  /** "cotton by shop"; "by people" where no connection asserts it. */
  tags: string[];
  claims: string[];
}

const ASSERTER = `coalesce((select c.name from brand_integrations c where c.brand_id = t.brand_id and c.id = t.connection_id), 'people')`;

const materials = (owner: string) => `coalesce((
    select json_agg(m.component || ': ' || b.name || coalesce(' ' || m.percentage::text, '') order by m.component, m.sort_index, b.name)
    from product_materials m join brand_materials b on b.brand_id = m.brand_id and b.id = m.brand_material_id
    where m.brand_id = p.brand_id and ${owner}), '[]')`;

const journey = (owner: string) => `coalesce((
    select json_agg(j.step_type || ' at ' || f.display_name order by j.sort_index)
    from product_journey_steps j join brand_facilities f on f.brand_id = j.brand_id and f.id = j.facility_id
    where j.brand_id = p.brand_id and ${owner}), '[]')`;

export const PRODUCTS = `
select p.id, p.upid, p.product_identifier as identifier, p.name, p.description, p.primary_image_path as image,
  (select name from categories where id = p.category_id) as category,
  (select s.name from brand_seasons s where s.brand_id = p.brand_id and s.id = p.season_id) as season,
  (select m.name from brand_manufacturers m where m.brand_id = p.brand_id and m.id = p.manufacturer_id) as manufacturer,
  p.gender, p.price || ' ' || p.currency as price, p.weight || ' ' || p.weight_unit as weight, p.webshop_url as url,
  p.sales_status as "salesStatus", p.gtin, e.carbon_kg_co2e::text as carbon, e.water_liters::text as water,
  p.status, p.has_pending_changes as pending,
  ${materials("m.product_id = p.id and m.variant_id is null")} as materials,
  ${journey("j.product_id = p.id and j.variant_id is null")} as journey,
  coalesce((select json_agg(b.name || ' by ' || ${ASSERTER} order by b.name, ${ASSERTER})
    from tags_on_product t join brand_tags b on b.brand_id = t.brand_id and b.id = t.tag_id
    where t.brand_id = p.brand_id and t.product_id = p.id), '[]') as tags,
  coalesce((select json_agg(b.claim || ' by ' || ${ASSERTER} order by b.claim, ${ASSERTER})
    from product_eco_claims t join brand_eco_claims b on b.brand_id = t.brand_id and b.id = t.eco_claim_id
    where t.brand_id = p.brand_id and t.product_id = p.id), '[]') as claims
from products p
left join product_environment e on e.brand_id = p.brand_id and e.product_id = p.id
where p.brand_id = $1 order by p.product_identifier, p.id`;

export interface VariantView {
  id: string;
  upid: string;
  product: string;
  sku: string | null;
  barcode: string | null;
  gtin: string | null;
  color: string | null;
  size: string | null;
  /** "Fit: slim". */
  option: string | null;
  name: string | null;
  description: string | null;
  price: string | null;
  weight: string | null;
  carbon: string | null;
  live: boolean;
  materials: string[];
  journey: string[];
}

export const VARIANTS = `
select p.id, p.upid, o.product_identifier as product, p.sku, p.barcode, p.gtin,
  (select c.name from brand_colors c where c.brand_id = p.brand_id and c.id = p.color_id) as color,
  (select s.name from brand_sizes s where s.brand_id = p.brand_id and s.id = p.size_id) as size,
  p.option_name || ': ' || p.option_value as option, p.name, p.description, p.price || ' ' || p.currency as price,
  p.weight || ' ' || p.weight_unit as weight, p.carbon_kg_co2e::text as carbon, p.tombstoned_at is null as live,
  ${materials("m.variant_id = p.id")} as materials, ${journey("j.variant_id = p.id")} as journey
from product_variants p
join products o on o.brand_id = p.brand_id and o.id = p.product_id
where p.brand_id = $1 order by o.product_identifier, p.created_at, p.id`;

export interface LinkView {
  connection: string;
  externalId: string;
  product: string;
  state: string;
  primary: boolean;
  groupKey: string | null;
  observed: Record<string, unknown>;
}

export const LINKS = `
select c.name as connection, l.external_id as "externalId", p.product_identifier as product, l.state, l.is_primary as primary,
  l.group_key as "groupKey", l.observed
from product_sources l
join products p on p.brand_id = l.brand_id and p.id = l.product_id
join brand_integrations c on c.brand_id = l.brand_id and c.id = l.connection_id
where l.brand_id = $1 order by c.name, l.external_id`;

export interface VariantLinkView {
  connection: string;
  externalId: string;
  productExternalId: string;
  variantId: string;
  state: string;
}

export const VARIANT_LINKS = `
select c.name as connection, l.external_id as "externalId", l.product_external_id as "productExternalId",
  l.variant_id as "variantId", l.state
from variant_sources l
join brand_integrations c on c.brand_id = l.brand_id and c.id = l.connection_id
where l.brand_id = $1 order by c.name, l.external_id`;

export const PROVENANCE = `
select f.key as field, o.reason || coalesce(' ' || c.name, '') as origin
from value_provenance p
cross join lateral jsonb_each_text(p.fields) f
join value_origins o on o.brand_id = p.brand_id and o.id = split_part(f.value, ':', 1)::int
left join brand_integrations c on c.brand_id = o.brand_id and c.id = o.connection_id
where p.brand_id = $1 and p.product_id = $2 and p.variant_id is not distinct from $3`;

export interface ChangeView {
  product: string;
  variant: string | null;
  field: string;
  before: unknown;
  after: unknown;
}

export const CHANGES = `
select p.product_identifier as product, v.sku as variant, c.field_key as field, c.before, c.after
from sync_changes c
join products p on p.brand_id = c.brand_id and p.id = c.product_id
left join product_variants v on v.brand_id = c.brand_id and v.id = c.variant_id
where c.brand_id = $1 and c.run_id = $2 order by p.product_identifier, v.sku nulls first, c.field_key`;

export interface ConflictView {
  product: string;
  variant: string | null;
  field: string;
  connection: string;
  canonical: unknown;
  observed: unknown;
  open: boolean;
  closeReason: string | null;
}

export const CONFLICTS = `
select p.product_identifier as product, v.sku as variant, s.field_key as field, c.name as connection, s.canonical, s.observed,
  s.closed_at is null as open, s.close_reason as "closeReason"
from sync_conflicts s
join products p on p.brand_id = s.brand_id and p.id = s.product_id
left join product_variants v on v.brand_id = s.brand_id and v.id = s.variant_id
join brand_integrations c on c.brand_id = s.brand_id and c.id = s.connection_id
where s.brand_id = $1 order by p.product_identifier, v.sku nulls first, s.field_key, c.name, s.opened_at`;

export interface ErrorView {
  record: string | null;
  variant: string | null;
  code: string;
  field: string | null;
  message: string;
  hint: string;
  excerpt: string;
}

export const ERRORS = `
select external_id as record, variant_external_id as variant, code, field, message, hint, excerpt
from sync_errors where brand_id = $1 and run_id = $2 order by external_id, variant_external_id, code, field`;

export interface ReviewView {
  record: string;
  kind: string;
  status: string;
  candidates: string[];
}

export const REVIEWS = `
select r.external_id as record, r.kind, r.status, coalesce((
  select json_agg(p.product_identifier order by p.product_identifier) from products p
  where p.brand_id = r.brand_id and p.id = any(r.candidates)), '[]') as candidates
from review_records r where r.brand_id = $1 order by r.external_id`;

export interface RunView {
  status: string;
  mode: string;
  verified: boolean | null;
  tallies: Record<string, number>;
  guard: { live: number; gone: number } | null;
  error: { code: string; message: string; hint?: string } | null;
  watermark: Date | null;
  lastFull: Date | null;
}

export const RUN = `
select r.status, r.mode, r.verified, r.tallies, r.guard, r.error, c.watermark, c.last_full_sync_at as "lastFull"
from sync_runs r join brand_integrations c on c.brand_id = r.brand_id and c.id = r.connection_id
where r.brand_id = $1 and r.id = $2`;
