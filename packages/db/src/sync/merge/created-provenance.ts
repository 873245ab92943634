import type { FieldKey } from "@v1/core";
import type { FieldSql } from "../field-sql.ts";
import { referenceJoins } from "../plan/references.ts";
import { type ChunkShape, productSide, seededVariantFields, variantSide } from "../shape.ts";

/** Who stands behind a field of a created row, wherever the condition holds. */
interface Backing {
  key: FieldKey;
  by: ":owner_ref" | ":seeded_ref";
  when: string;
}

/** As many bits as a bigint has beside its sign. */
const MOST_BACKINGS = 62;

/** Collections' rows, which tell whether a record asserts the collection with at least one entry. */
const COLLECTION_ROWS: { key: FieldKey; rows: string; ofVariants: boolean }[] = [
  {
    key: "product.materials",
    rows: "(select distinct ordinal, position from in_materials)",
    ofVariants: true,
  },
  { key: "product.journey", rows: "(select distinct ordinal, position from in_journey)", ofVariants: true },
  {
    key: "product.tags",
    rows: "(select distinct ordinal from in_sets where field = 'product.tags')",
    ofVariants: false,
  },
  {
    key: "product.ecoClaims",
    rows: "(select distinct ordinal from in_sets where field = 'product.ecoClaims')",
    ofVariants: false,
  },
];

/**
 * Few combinations of filled fields occur among many rows: each row is given its combination's
 * number, and the document of each combination is made once.
 */
function insertProvenance(backings: Backing[], { row, from }: { row: string; from: string }): string {
  if (backings.length > MOST_BACKINGS) throw new Error(`${backings.length} fields do not fit into a bigint.`);
  const bit = (n: number) => (1n << BigInt(n)).toString();
  const masks = backings.map(({ when }, n) => `case when ${when} then ${bit(n)}::bigint else 0 end`);
  const fields = backings.map(({ key, by }, n) => `(${bit(n)}::bigint, '${key}', ${by}::text)`);
  return `
with made as materialized (
  select ${row},
    ${masks.join("\n    + ")} as mask
  ${from}
), documents as (
  select mask, jsonb_object_agg(f.key, f.by) as fields
  from (select distinct mask from made) masks
  join (values ${fields.join(", ")}) f(bit, key, by) on mask & f.bit <> 0
  group by mask
)
insert into value_provenance (brand_id, product_id, variant_id, fields)
select :brand, product_id, variant_id, coalesce(fields, '{}')
from made left join documents using (mask)
order by ordinal, position`;
}

function ownedBacking({ key, filled, reference }: FieldSql): Backing {
  // An unmapped category has been written nowhere yet.
  return { key, by: ":owner_ref", when: reference === "category" ? "p.category_id is not null" : filled };
}

function seededBacking({ key, id, filled, reference }: FieldSql): Backing {
  return { key, by: ":seeded_ref", when: reference ? `r_${id}.entity_id is not null` : filled };
}

function collections(shape: ChunkShape, side: "product" | "variant") {
  const asserted = COLLECTION_ROWS.filter(({ key }) => shape.owned.has(key) && shape[side].includes(key));
  const backings = asserted.map(
    ({ key }, n): Backing => ({
      key,
      by: ":owner_ref",
      when: `c${n}.ordinal is not null`,
    }),
  );
  const joins = asserted.map(({ rows, ofVariants }, n) => {
    const ofProduct = ofVariants ? ` and c${n}.position is null` : "";
    const place = side === "variant" ? ` and c${n}.position = m.position` : ofProduct;
    return `\n  left join ${rows} c${n} on c${n}.ordinal = m.ordinal${place}`;
  });
  return { backings, joins: joins.join("") };
}

/** Provenance of created products: who stands behind each value that the creation wrote. */
export function insertProductProvenance(shape: ChunkShape): string {
  const owned = productSide(shape).owned.filter((field) => field.key !== "product.name");
  const lists = collections(shape, "product");
  const backings: Backing[] = [
    { key: "product.identifier", by: ":seeded_ref", when: "true" },
    {
      key: "product.name",
      by: shape.owned.has("product.name") ? ":owner_ref" : ":seeded_ref",
      when: "true",
    },
    ...owned.map(ownedBacking),
    ...lists.backings,
  ];
  const category = owned.some((field) => field.reference === "category")
    ? "\n  join products p on p.brand_id = :brand and p.id = m.product_id"
    : "";
  return insertProvenance(backings, {
    row: "m.ordinal, null::smallint as position, m.product_id, null::uuid as variant_id",
    from: `from m_products m join in_products i using (ordinal)${category}${lists.joins}
  where m.is_new`,
  });
}

/** Provenance of created variants; null where the connection stands behind nothing of theirs. */
export function insertVariantProvenance(shape: ChunkShape): string | null {
  const { owned } = variantSide(shape);
  const seeded = seededVariantFields(shape);
  const lists = collections(shape, "variant");
  const backings = [...owned.map(ownedBacking), ...seeded.map(seededBacking), ...lists.backings];
  if (backings.length === 0) return null;
  return insertProvenance(backings, {
    row: "m.ordinal, m.position, m.product_id, m.variant_id",
    from: `from m_variants m join in_variants i using (ordinal, position)${referenceJoins(seeded)}${lists.joins}
  where m.is_new`,
  });
}
