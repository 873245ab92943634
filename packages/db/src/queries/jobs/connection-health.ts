import type { Queryable } from "./queryable.ts";

export interface SyncHealth {
  brandId: string;
  connectionId: string;
  ok: boolean;
  error: { code: string; message: string; hint?: string } | null;
}

/**
 * Writes what a run's end says of its connection into the health log. Its status was written with the
 * end itself. Nothing is written of one that was paused or disconnected meanwhile.
 */
export async function recordSyncHealth(db: Queryable, health: SyncHealth): Promise<void> {
  const { brandId, connectionId, ok, error } = health;
  await db.query(
    `insert into integration_health_checks (brand_id, connection_id, ok, error)
    select brand_id, id, $3, $4 from brand_integrations
    where brand_id = $1 and id = $2 and status in ('connected', 'error', 'testing', 'configuring')`,
    [brandId, connectionId, ok, error],
  );
}

/** Seconds for which the connection's lease still holds; 0 where nobody holds it. */
export async function leaseSecondsLeft(
  db: Queryable,
  { brandId, connectionId }: { brandId: string; connectionId: string },
): Promise<number> {
  const { rows } = await db.query<{ seconds: number }>(
    `select greatest(extract(epoch from expires_at - now()), 0)::float8 as seconds
    from connection_leases where brand_id = $1 and connection_id = $2`,
    [brandId, connectionId],
  );
  return rows[0]?.seconds ?? 0;
}
