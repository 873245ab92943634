import type { WorkerDb } from "../../client.ts";
import { inTransaction, type Queryable } from "../jobs/queryable.ts";

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

/**
 * Makes the words of products whose texts were written since. Several processes may do so at once: each
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
  await client.query(WRITE, [sorted.map((row) => row.brand_id), sorted.map((row) => row.product_id)]);
}

/** The same at once for one product, in the transaction that wrote it. */
export async function refreshSearchOf(client: Queryable, brandId: string, productId: string): Promise<void> {
  await writeWords(client, [{ brand_id: brandId, product_id: productId }]);
}
