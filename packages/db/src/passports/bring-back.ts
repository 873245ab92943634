import type { Queryable } from "../queries/jobs/queryable.ts";
import { SNAPSHOTS } from "./snapshot.ts";

const BRING_BACK = `
update products set status = 'published', status_before_archive = null, updated_at = now()
where brand_id = $1 and id = any($2::uuid[]) and status = 'archived' and status_before_archive = 'published'
returning id`;

/** Nothing waits where a new version would be word for word the published one. */
const SETTLE = `
update products p set has_pending_changes = false
from (${SNAPSHOTS}) s
join passports c on c.brand_id = $1 and c.product_id = s.product_id
join passport_versions v on v.brand_id = $1 and v.product_id = s.product_id and v.version = c.version
where p.brand_id = $1 and p.id = s.product_id and v.content_hash = s.content_hash`;

/**
 * Takes products that were published out of the archive again, with the version that was published: what
 * changed meanwhile waits. Call it in a transaction that holds the brand's lock.
 * @returns those that came back
 */
export async function bringBack(
  client: Queryable,
  { brandId, productIds }: { brandId: string; productIds: readonly string[] },
): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(BRING_BACK, [brandId, productIds]);
  const ids = rows.map(({ id }) => id);
  if (ids.length > 0) await client.query(SETTLE, [brandId, ids]);
  return ids;
}
