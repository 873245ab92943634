import type { WorkerDb } from "../client.ts";

/** How many products show, in their published version, something that a run wrote. */
export async function countPublishedFrom(
  db: WorkerDb,
  { brandId, runId }: { brandId: string; runId: string },
): Promise<number> {
  const { rows } = await db.pool.query<{ count: number }>(
    `select count(*)::int as count
     from (select distinct h.product_id from sync_changes h where h.brand_id = $1 and h.run_id = $2) x
     join passports c on c.brand_id = $1 and c.product_id = x.product_id
     join passport_versions v on v.brand_id = $1 and v.product_id = c.product_id and v.version = c.version
     join products p on p.brand_id = $1 and p.id = c.product_id and p.status = 'published'
     where $2 = any(v.run_ids)`,
    [brandId, runId],
  );
  return rows[0]?.count ?? 0;
}
