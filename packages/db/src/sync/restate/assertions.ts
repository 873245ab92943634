import type { FieldKey } from "@v1/core";
import { SET_TABLES } from "../plan/collection-effects.ts";
import { listColumn, restatedProducts, restatedVariants } from "../plan/inputs.ts";
import type { ChunkShape } from "../shape.ts";
import { narrowed, OURS_ALONE } from "./narrowed.ts";

/** Fields whose 14-digit form stands beside them in an observation. */
const CODED: readonly FieldKey[] = ["variant.barcode"];

/** A code's 14-digit form where its length and check digit (GS1: weights 3 and 1) make it a GTIN. */
function gtin14(code: string): string {
  const digit = `substr(lpad(${code}, 14, '0'), n, 1)::int`;
  return `case when ${code} ~ '^[0-9]+$' and length(${code}) in (8, 12, 13, 14) and ${code} !~ '^0+$' then (
      select lpad(${code}, 14, '0') from generate_series(1, 14) n
      having sum(${digit} * case when n % 2 = 1 then 3 else 1 end) % 10 = 0
    ) end`;
}

/** An observation in full form; a value that was read back from history has a code alone. */
function inFull(shape: ChunkShape, observed: string): string {
  return CODED.filter((key) => shape.variant.includes(key)).reduce(
    (text, key) => `case when ${observed}->>'${key}' is null or ${observed} ? '${key}#gtin' then ${text}
      else ${text} || jsonb_build_object('${key}#gtin', ${gtin14(`(${observed}->>'${key}')`)}) end`,
    observed,
  );
}

/** From now on the new owner stands behind what the old one listed; then its own list is compared. */
export function takeOverSets(shape: ChunkShape): string[] {
  return SET_TABLES.filter(({ key }) => shape.product.includes(key)).map(
    ({ key, table, column }) => `
with theirs as (
  delete from ${table} t using in_products i
  where t.brand_id = :brand and t.product_id = i.product_id and jsonb_typeof(i.${listColumn(key)}) = 'array'
    and t.connection_id is not null and t.connection_id <> :connection
  returning t.product_id, t.${column}
)
insert into ${table} (brand_id, product_id, ${column}, connection_id)
select distinct :brand::uuid, product_id, ${column}, :connection::uuid from theirs
on conflict do nothing`,
  );
}

/**
 * The tables that a chunk has after staging and matching, from rows (product_id, variant_id, external_id,
 * observed) of products and variants that stand already: at most one row for each. Where it hears others
 * as well, each row has a connection_id, and theirs stay in `r_assertions`.
 */
export function restatedTables(
  shape: ChunkShape,
  { assertions, hears }: { assertions: string; hears: boolean },
): { name: string; text: string }[] {
  const spoken = (text: string) => (hears ? narrowed(text, OURS_ALONE) : text);
  return [
    {
      name: "read assertions",
      text: `
create temp table r_assertions with (toast_tuple_target = 8160) on commit drop as
select product_id, variant_id, external_id, ${inFull(shape, "observed")} as observed${hears ? ", connection_id" : ""},
  dense_rank() over (order by product_id) as ordinal,
  row_number() over (partition by product_id order by variant_id)::integer as position
from (${assertions}) a`,
    },
    { name: "read products", text: spoken(restatedProducts(shape)) },
    { name: "read variants", text: spoken(restatedVariants(shape)) },
    { name: "analyze", text: "analyze in_products (ordinal); analyze in_variants (ordinal, position)" },
    {
      name: "list pending",
      text: "create temp table pending on commit drop as select ordinal from in_products",
    },
    {
      name: "match products",
      text: `
create temp table m_products on commit drop as
select ordinal, external_id, 'linked' as outcome, null::text as group_key, null::uuid[] as candidates, 'live' as state,
  true as writes, false as is_new, true as is_primary, false as revives, product_id
from in_products`,
    },
    {
      name: "match variants",
      text: `
create temp table m_variants on commit drop as
select ordinal, position, external_id, product_id, false as product_is_new, variant_id, false as is_new,
  true as linked, false as revives
from in_variants`,
    },
    { name: "analyze matches", text: "analyze m_products (ordinal, product_id)" },
  ];
}
