import { type FieldKey, fieldDefinition, OWNABLE_FIELDS } from "@v1/core";
import type { WorkerDb } from "../../client.ts";
import { columnFields } from "../../sync/field-sql.ts";

export interface Coverage {
  products: number;
  variants: number;
  fields: { key: FieldKey; products: number; variants: number }[];
}

const COLLECTION_TABLES: Partial<Record<FieldKey, { table: string; byVariant: boolean }>> = {
  "product.materials": { table: "product_materials", byVariant: true },
  "product.journey": { table: "product_journey_steps", byVariant: true },
  "product.tags": { table: "tags_on_product", byVariant: false },
  "product.ecoClaims": { table: "product_eco_claims", byVariant: false },
};

function on(levels: string[]) {
  return columnFields(OWNABLE_FIELDS.filter((key) => levels.includes(fieldDefinition(key).level)));
}

const ofProducts = on(["P", "PV"]);
const ofVariants = on(["V", "PV"]);

/** Each table is read once, whatever the number of fields. */
function counts(fields: ReturnType<typeof on>, side: "product" | "variant"): string {
  return fields
    .map(({ key, held, definition }) => {
      const apart = side === "product" && definition.table === "product_environment";
      return `'${key}', count(*) filter (where ${apart ? held.replaceAll("t.", "e.") : held})`;
    })
    .join(",\n    ");
}

const COLLECTIONS = Object.entries(COLLECTION_TABLES).map(
  ([key, { table, byVariant }]) => `
select '${key}' as key, count(distinct product_id)${byVariant ? " filter (where variant_id is null)" : ""}::int as products,
  ${byVariant ? "count(distinct variant_id)::int" : "0"} as variants
from ${table} where brand_id = $1`,
);

const SCALARS = `
select
  (select jsonb_build_object('of', count(*), ${counts(ofProducts, "product")})
   from products t left join product_environment e on e.brand_id = t.brand_id and e.product_id = t.id
   where t.brand_id = $1) as products,
  (select jsonb_build_object('of', count(*), ${counts(ofVariants, "variant")})
   from product_variants t where t.brand_id = $1 and t.tombstoned_at is null) as variants`;

/** Of how many products and live variants each field has a value. Reads the brand once: load it apart. */
export async function fieldCoverage(db: WorkerDb, brandId: string): Promise<Coverage> {
  const [scalars, collections] = await Promise.all([
    db.pool.query<{ products: Record<string, number>; variants: Record<string, number> }>(SCALARS, [brandId]),
    db.pool.query<Coverage["fields"][number]>(COLLECTIONS.join("\nunion all"), [brandId]),
  ]);
  const { products = {}, variants = {} } = scalars.rows[0] ?? {};
  const lists = new Map(collections.rows.map((row) => [row.key, row]));
  return {
    products: products.of ?? 0,
    variants: variants.of ?? 0,
    fields: OWNABLE_FIELDS.map(
      (key) => lists.get(key) ?? { key, products: products[key] ?? 0, variants: variants[key] ?? 0 },
    ),
  };
}
