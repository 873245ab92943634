import { type FieldKey, fieldDefinition } from "@v1/core";
import { ours } from "../ours.ts";
import type { Restatement } from "./restate.ts";

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

/** Which products: those of a list, or the brand's behind `:after` up to `:last`, read in their order. */
type Products = "listed" | "stretch";

const WHICH: Record<Products, (id: string) => string> = {
  listed: (id) => `${id} = any(:products::uuid[])`,
  stretch: (id) => `${id} > :after::uuid and ${id} <= :last::uuid`,
};

/**
 * What the connection `:connection` last said of `fields`, as assertions for `restate`: its live links
 * to the products `:products` (uuid[]) and to their variants that are not tombstoned.
 */
export function observationsOf(fields: readonly FieldKey[]): string {
  return assertionsOf(fields, { products: "listed", heard: ours("l") });
}

/**
 * The same of a stretch of products, of `:after` (excluded) to `:last`. Where the fields are few, what the others say of them
 * is among it, told by `connection_id`, since all links to a product lie side by side: `restate` then need
 * not read them again to judge conflicts.
 */
export function heardOf(fields: readonly FieldKey[]): Pick<Restatement, "assertions" | "hears"> {
  const keys = keysOn(fields, ["P", "PV"]);
  const hears = keys.length > 0 && keys.length <= MOST_PICKED;
  const said = `l.observed ?| array[${keys.map((key) => `'${key}'`).join(", ")}]`;
  const heard = hears ? `(${ours("l")} or ${said})` : ours("l");
  return { assertions: assertionsOf(fields, { products: "stretch", heard }), hears };
}

function assertionsOf(
  fields: readonly FieldKey[],
  { products: which, heard }: { products: Products; heard: string },
): string {
  const ofProducts = keysOn(fields, ["P", "PV"]);
  const ofVariants = keysOn(fields, ["V", "PV"]);
  const beside = ofVariants.flatMap((key) => (key === "variant.barcode" ? [key, `${key}#gtin`] : [key]));
  const inherits = keysOn(fields, ["PV"]).length > 0 ? ["$inherit"] : [];
  const products = `
  select l.product_id, null::uuid as variant_id, l.external_id, l.connection_id,
    ${picked("l.observed", ofProducts)} as observed
  from product_sources l
  where l.brand_id = :brand and ${WHICH[which]("l.product_id")} and ${heard}
    and l.state = 'live' and l.is_primary`;
  const variants = `
  select pv.product_id, pv.id as variant_id, l.external_id, :connection::uuid as connection_id,
    ${picked("l.observed", [...beside, ...inherits])} as observed
  from product_variants pv
  cross join lateral (
    select l.external_id, l.observed from variant_sources l
    where l.brand_id = :brand and l.variant_id = pv.id and ${ours("l")} and l.state = 'live'
    order by l.external_id limit 1
  ) l
  where pv.brand_id = :brand and ${WHICH[which]("pv.product_id")} and pv.tombstoned_at is null`;
  if (ofVariants.length === 0) return products;
  if (ofProducts.length === 0) return variants;
  return `${products}\n  union all${variants}`;
}
