import type { WorkerDb } from "../../client.ts";
import { inTransaction, type Queryable } from "../jobs/queryable.ts";
import { GAPS_OF_PRODUCT } from "../products/gaps.ts";

/** Of a description only this much is searched. */
const TEXT_LENGTH = 4_000;

const TAKE = `
delete from search_queue where ctid = any (array(
  select ctid from search_queue limit $1 for update skip locked
)) returning brand_id, product_id`;

/** A product's own texts and those of its variants; deleted ones are not found in `products`. */
const WRITE = `
insert into product_search (brand_id, product_id, sort_name, words)
select p.brand_id, p.id, lower(left(p.name, 60)), array_to_tsvector(array(
  select search_tag(p.brand_id) || word from unnest(search_words(
    left(concat_ws(' ', p.name, p.product_identifier, p.ean, p.gtin, v.texts, p.description, v.descriptions), ${TEXT_LENGTH})
  )) word
))
from (select distinct brand_id, product_id from unnest($1::uuid[], $2::uuid[]) q(brand_id, product_id)) q
join products p on p.brand_id = q.brand_id and p.id = q.product_id
cross join lateral (
  select string_agg(concat_ws(' ', sku, barcode, gtin, name, option_value), ' ') as texts,
    string_agg(description, ' ') as descriptions
  from product_variants where brand_id = q.brand_id and product_id = q.product_id and tombstoned_at is null
) v
on conflict (brand_id, product_id) do update set words = excluded.words, sort_name = excluded.sort_name
where (product_search.words, product_search.sort_name) is distinct from (excluded.words, excluded.sort_name)`;

/** What products lack since; what they lack no more goes. */
const WRITE_GAPS = `
with due as materialized (
  select p.brand_id, p.id, ${GAPS_OF_PRODUCT} as fields
  from (select distinct brand_id, product_id from unnest($1::uuid[], $2::uuid[]) q(brand_id, product_id)) q
  join products p on p.brand_id = q.brand_id and p.id = q.product_id
), filled as (
  delete from product_gaps g using due
  where g.brand_id = due.brand_id and g.product_id = due.id and g.field <> all (due.fields)
)
insert into product_gaps (brand_id, product_id, field)
select due.brand_id, due.id, field from due cross join lateral unnest(due.fields) field
on conflict do nothing`;

/**
 * Makes the words and the gaps of products that were written since. Several processes may do so at once: each
 * takes other rows.
 * @returns how many entries of the queue were worked off; fewer than `limit` when it is empty
 */
export function refreshSearch(db: WorkerDb, { limit }: { limit: number }): Promise<number> {
  return inTransaction(db, async (client) => {
    const { rows } = await client.query<{ brand_id: string; product_id: string }>(TAKE, [limit]);
    if (rows.length > 0) await writeWords(client, rows);
    return rows.length;
  });
}

async function writeWords(client: Queryable, due: { brand_id: string; product_id: string }[]): Promise<void> {
  // In one order, so that two processes that were given the same product do not wait for each other.
  const sorted = due.toSorted((left, right) => (left.product_id < right.product_id ? -1 : 1));
  const values = [sorted.map((row) => row.brand_id), sorted.map((row) => row.product_id)];
  await client.query(WRITE, values);
  await client.query(WRITE_GAPS, values);
}

/** The same at once for one product, in the transaction that wrote it. */
export async function refreshSearchOf(client: Queryable, brandId: string, productId: string): Promise<void> {
  await writeWords(client, [{ brand_id: brandId, product_id: productId }]);
}
