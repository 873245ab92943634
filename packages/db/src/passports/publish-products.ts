import type { Queryable } from "../queries/jobs/queryable.ts";
import { SNAPSHOTS } from "./snapshot.ts";

export interface Publishing {
  brandId: string;
  productIds: readonly string[];
  /** Null where the brand publishes by itself. */
  userId: string | null;
  publicationId?: string | null;
}

export interface Published {
  /** New versions, in the order of the products. */
  published: { productId: string; version: number }[];
  /** Published exactly as they are already. */
  unchanged: number;
  /** Archived, or not there. */
  skipped: number;
  /** Whose status or pending changes are others now. */
  changed: number;
}

/** Archived products have left the public; restoring one is a decision of its own. */
const WANTED = `
select id from products where brand_id = $1 and id = any($2::uuid[]) and status <> 'archived' order by id for no key update`;

const KEEP = `
with snapshot as materialized (${SNAPSHOTS}
), kept as (
  insert into passport_versions (brand_id, product_id, version, content, content_hash, sources, run_ids, published_by, publication_id)
  select $1, s.product_id, coalesce(c.version, 0) + 1, s.content, s.content_hash, s.sources, array(
      select distinct (origin.value->>'runId')::uuid from jsonb_each(s.sources->'origins') origin
      where origin.value ? 'runId' order by 1
    ), $3, $4
  from snapshot s
  left join passports c on c.brand_id = $1 and c.product_id = s.product_id
  left join passport_versions v on v.brand_id = $1 and v.product_id = s.product_id and v.version = c.version
  where v.content_hash is distinct from s.content_hash
  returning product_id, version, created_at
), pointed as (
  insert into passports (brand_id, product_id, version, published_at)
  select $1, product_id, version, created_at from kept
  on conflict (brand_id, product_id) do update set version = excluded.version, published_at = excluded.published_at
)
select product_id as "productId", version from kept order by product_id`;

const MARK = `
update products set status = 'published', status_before_archive = null, has_pending_changes = false,
  updated_at = case when status = 'published' then updated_at else now() end
where brand_id = $1 and id = any($2::uuid[]) and (status <> 'published' or has_pending_changes)`;

/**
 * Publishes products as they stand, one version each where anything differs from the last one. Call it in
 * a transaction that holds the brand's lock: no merge can then be half-way through a product.
 */
export async function publishProducts(client: Queryable, publishing: Publishing): Promise<Published> {
  const { brandId, productIds, userId, publicationId = null } = publishing;
  const asked = new Set(productIds).size;
  const wanted = await client.query<{ id: string }>(WANTED, [brandId, productIds]);
  const ids = wanted.rows.map(({ id }) => id);
  if (ids.length === 0) return { published: [], unchanged: 0, skipped: asked, changed: 0 };
  const kept = await client.query<{ productId: string; version: number }>(KEEP, [
    brandId,
    ids,
    userId,
    publicationId,
  ]);
  const changed = (await client.query(MARK, [brandId, ids])).rowCount ?? 0;
  const published = kept.rows;
  const unchanged = ids.length - published.length;
  return { published, unchanged, skipped: asked - ids.length, changed };
}
