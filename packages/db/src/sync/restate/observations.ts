import { type FieldKey, fieldDefinition } from "@v1/core";
import { ours } from "../ours.ts";

/** Above this many fields an observation is taken whole: picking costs more than carrying. */
const MOST_PICKED = 4;

function picked(observed: string, keys: readonly string[]): string {
  if (keys.length === 0) return "'{}'::jsonb";
  if (keys.length > MOST_PICKED) return observed;
  return keys
    .map(
      (key) =>
        `case when ${observed} ? '${key}' then jsonb_build_object('${key}', ${observed}->'${key}') else '{}' end`,
    )
    .join("\n    || ");
}

function keysOn(fields: readonly FieldKey[], levels: string[]): string[] {
  return fields.filter((key) => levels.includes(fieldDefinition(key).level));
}

/**
 * What the connection `:connection` last said of `fields`, as assertions for `restate`: its live links
 * to the products `:products` (uuid[]) and to their variants that are not tombstoned.
 */
export function observationsOf(fields: readonly FieldKey[]): string {
  const ofProducts = keysOn(fields, ["P", "PV"]);
  const ofVariants = keysOn(fields, ["V", "PV"]);
  const beside = ofVariants.flatMap((key) => (key === "variant.barcode" ? [key, `${key}#gtin`] : [key]));
  const inherits = keysOn(fields, ["PV"]).length > 0 ? ["$inherit"] : [];
  const products = `
  select l.product_id, null::uuid as variant_id, l.external_id, ${picked("l.observed", ofProducts)} as observed
  from product_sources l
  where l.brand_id = :brand and l.product_id = any(:products::uuid[]) and ${ours("l")}
    and l.state = 'live' and l.is_primary`;
  const variants = `
  select pv.product_id, pv.id as variant_id, l.external_id, ${picked("l.observed", [...beside, ...inherits])} as observed
  from product_variants pv
  cross join lateral (
    select l.external_id, l.observed from variant_sources l
    where l.brand_id = :brand and l.variant_id = pv.id and ${ours("l")} and l.state = 'live'
    order by l.external_id limit 1
  ) l
  where pv.brand_id = :brand and pv.product_id = any(:products::uuid[]) and pv.tombstoned_at is null`;
  if (ofVariants.length === 0) return products;
  if (ofProducts.length === 0) return variants;
  return `${products}\n  union all${variants}`;
}
