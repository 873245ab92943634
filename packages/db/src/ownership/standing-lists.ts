import { SET_TABLES } from "../sync/plan/collection-effects.ts";

const HERE = (rows: string) => `${rows}.brand_id = c.brand_id and ${rows}.product_id = c.product_id`;

const LISTS: { key: string; value: string }[] = [
  {
    key: "product.materials",
    value: `(select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('name', b.name, 'percentage', m.percentage::text,
        'component', m.component)) order by m.sort_index)
      from product_materials m join brand_materials b on b.brand_id = m.brand_id and b.id = m.brand_material_id
      where ${HERE("m")} and m.variant_id is null)`,
  },
  {
    key: "product.journey",
    value: `(select jsonb_agg(jsonb_build_object('stepType', j.step_type,
        'facility', jsonb_build_object('name', f.display_name)) order by j.sort_index)
      from product_journey_steps j join brand_facilities f on f.brand_id = j.brand_id and f.id = j.facility_id
      where ${HERE("j")} and j.variant_id is null)`,
  },
  ...SET_TABLES.map(({ key, table, column, names, name }) => ({
    key,
    value: `(select jsonb_agg(distinct b.${name}) from ${table} m
      join ${names} b on b.brand_id = m.brand_id and b.id = m.${column} where ${HERE("m")})`,
  })),
];

/**
 * What stands where `c`, a row of `sync_conflicts`, says something else. A list is rows of its own, of which a
 * conflict keeps no copy: it is read as it is now.
 */
export const STANDING = `case ${LISTS.map(({ key, value }) => `when c.canonical is null and c.field_key = '${key}' then ${value}`).join("\n  ")}
  else c.canonical end`;
