import { FIELD_KEYS, FIELDS, type FieldKey, fieldDefinition } from "@v1/core";
import { columnFields } from "../sync/field-sql.ts";

/**
 * What a passport of a product would show now, in SQL made from the field registry: names and details
 * stand in it instead of ids, so that a renamed material or a moved mill changes nothing that was
 * published. No person's name, address or telephone number goes in: it could never be taken out again.
 */

/** Raised where the same product would be written down otherwise; older versions stay readable. */
const FORMAT = 1;

const CATEGORY = `(
    with recursive up as (
      select c.id, c.parent_id, c.name, 1 as depth from categories c where c.id = t.category_id
      union all
      select c.id, c.parent_id, c.name, up.depth + 1 from categories c join up on c.id = up.parent_id where up.depth < 20
    )
    select jsonb_agg(name order by depth desc) from up)`;

const MANUFACTURER = `(
    select jsonb_build_object('name', e.name, 'legalName', e.legal_name, 'website', e.website, 'city', e.city,
      'country', e.country_code)
    from brand_manufacturers e where e.brand_id = t.brand_id and e.id = t.manufacturer_id)`;

const COLOR = `(
    select jsonb_build_object('name', e.name, 'hex', e.hex)
    from brand_colors e where e.brand_id = t.brand_id and e.id = t.color_id)`;

const materials = (of: string) => `(
    select jsonb_agg(jsonb_build_object('name', b.name, 'percentage', m.percentage::text, 'component', m.component,
      'country', coalesce(m.country_of_origin, b.country_of_origin), 'recyclable', coalesce(m.recyclable, b.recyclable),
      'certification', case when c.id is not null then jsonb_build_object('title', c.title,
        'code', c.certification_code, 'institute', c.institute_name, 'expires', c.expiry_date::date) end)
      order by m.component, m.sort_index, b.name, b.id)
    from product_materials m
    join brand_materials b on b.brand_id = m.brand_id and b.id = m.brand_material_id
    left join brand_certifications c on c.brand_id = b.brand_id and c.id = b.certification_id
    where m.brand_id = t.brand_id and ${of})`;

const journey = (of: string) => `(
    select jsonb_agg(jsonb_build_object('stepType', j.step_type, 'facility', jsonb_build_object(
      'name', f.display_name, 'city', f.city, 'country', f.country_code)) order by j.sort_index)
    from product_journey_steps j join brand_facilities f on f.brand_id = j.brand_id and f.id = j.facility_id
    where j.brand_id = t.brand_id and ${of})`;

const ofProduct = (alias: string) => `${alias}.product_id = t.id and ${alias}.variant_id is null`;
const ofVariant = (alias: string) => `${alias}.product_id = t.product_id and ${alias}.variant_id = t.id`;

const set = (table: string, column: string, names: string, name: string) => `(
    select jsonb_agg(distinct n.${name}) from ${table} a
    join ${names} n on n.brand_id = a.brand_id and n.id = a.${column}
    where a.brand_id = t.brand_id and a.product_id = t.id)`;

/** Fields that a passport tells more of than their columns hold; of the product, and of a variant. */
const TOLD: Partial<Record<FieldKey, [product: string, variant: string]>> = {
  "product.category": [CATEGORY, ""],
  "product.manufacturer": [MANUFACTURER, ""],
  "product.materials": [materials(ofProduct("m")), materials(ofVariant("m"))],
  "product.journey": [journey(ofProduct("j")), journey(ofVariant("j"))],
  "product.ecoClaims": [set("product_eco_claims", "eco_claim_id", "brand_eco_claims", "claim"), ""],
  "product.tags": [set("tags_on_product", "tag_id", "brand_tags", "name"), ""],
  "variant.color": ["", COLOR],
};

/** Field → value, without those that hold nothing. */
function fieldsOf(side: "product" | "variant"): string {
  const levels = side === "product" ? ["P", "PV"] : ["V", "PV"];
  const keys = FIELD_KEYS.filter((key) => levels.includes(FIELDS[key].level));
  const pairs = keys.map(
    (key) => `'${key}', ${TOLD[key]?.[side === "product" ? 0 : 1] ?? columnOf(key, side)}`,
  );
  return `jsonb_strip_nulls(jsonb_build_object(
    ${pairs.join(",\n    ")}))`;
}

function columnOf(key: FieldKey, side: "product" | "variant"): string {
  const [field] = columnFields([key]);
  if (!field) throw new Error(`A passport does not know how to tell ${key}.`);
  const apart = side === "product" && fieldDefinition(key).table === "product_environment";
  return apart ? field.canonical.replaceAll("t.", "pe.") : field.canonical;
}

/** A variant that is gone stays, marked: its printed code goes on resolving. */
const VARIANTS = `(
    select jsonb_agg(
      jsonb_strip_nulls(jsonb_build_object('upid', t.upid, 'gone', case when t.tombstoned_at is not null then true end))
        || jsonb_build_object('fields', ${fieldsOf("variant")})
      order by t.id)
    from product_variants t where t.brand_id = p.brand_id and t.product_id = p.id)`;

/** Who stands behind the values, as the product tables say it, and what each "<origin>:<run>" means. */
const SOURCES = `(
    select jsonb_build_object(
      'product', coalesce(jsonb_agg(v.fields) filter (where v.variant_id is null)->0, '{}'),
      'variants', coalesce(jsonb_object_agg(w.upid, v.fields) filter (where w.upid is not null), '{}'),
      'origins', (
        select coalesce(jsonb_object_agg(x.mark, jsonb_strip_nulls(jsonb_build_object(
          'reason', o.reason, 'connectionId', o.connection_id, 'connection', c.name, 'userId', o.user_id,
          'runId', r.id, 'at', coalesce(r.finished_at, r.started_at)))), '{}')
        from (
          select distinct f.value as mark from value_provenance q cross join lateral jsonb_each_text(q.fields) f
          where q.brand_id = p.brand_id and q.product_id = p.id
        ) x
        -- By key for each of the few marks: no brand's runs are all looked through for a product.
        left join lateral (
          select o.* from value_origins o where o.brand_id = p.brand_id and o.id = split_part(x.mark, ':', 1)::int offset 0
        ) o on true
        left join brand_integrations c on c.brand_id = p.brand_id and c.id = o.connection_id
        left join lateral (
          select r.id, r.finished_at, r.started_at from sync_runs r
          where r.brand_id = p.brand_id and r.seq = nullif(split_part(x.mark, ':', 2), '')::bigint offset 0
        ) r on true
      ))
    from value_provenance v
    left join product_variants w on w.brand_id = v.brand_id and w.id = v.variant_id
    where v.brand_id = p.brand_id and v.product_id = p.id)`;

/**
 * A relation of `product_id, content, content_hash, sources` over products of the brand `$1` whose ids are
 * in `$2`. Equal content has equal text in jsonb, and so an equal hash.
 */
export const SNAPSHOTS = `
  select made.*, sha256(convert_to(made.content::text, 'UTF8')) as content_hash
  from (
    select p.id as product_id, ${SOURCES} as sources,
      jsonb_build_object('format', ${FORMAT}, 'upid', p.upid, 'product', own.fields, 'variants', coalesce(${VARIANTS}, '[]')) as content
    from products p
    cross join lateral (
      select ${fieldsOf("product")} as fields
      from products t left join product_environment pe on pe.brand_id = t.brand_id and pe.product_id = t.id
      where t.brand_id = p.brand_id and t.id = p.id
    ) own
    where p.brand_id = $1 and p.id = any($2::uuid[])
    offset 0
  ) made`;
