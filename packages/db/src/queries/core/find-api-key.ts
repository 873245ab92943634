import type { WorkerDb } from "../../client.ts";

export interface FoundApiKey {
  id: string;
  brandId: string;
  scopes: string[];
}

/**
 * The key of a hash, where it is neither revoked nor expired and its brand not deleted. Remembers when
 * it was used, once a minute at most.
 */
export async function findApiKey(db: WorkerDb, hash: Buffer): Promise<FoundApiKey | null> {
  const { rows } = await db.pool.query<FoundApiKey>(
    `with found as (
      select k.brand_id, k.id, k.scopes from api_keys k
      join brands b on b.id = k.brand_id and b.deleted_at is null
      where k.hash = $1 and k.revoked_at is null and (k.expires_at is null or k.expires_at > now())
    ), used as (
      update api_keys k set last_used_at = now() from found f
      where k.brand_id = f.brand_id and k.id = f.id
        and (k.last_used_at is null or k.last_used_at < now() - interval '1 minute')
    )
    select id, brand_id as "brandId", scopes from found`,
    [hash],
  );
  return rows[0] ?? null;
}
