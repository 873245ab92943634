import type { Queryable } from "./queryable.ts";

export interface SyncHealth {
  brandId: string;
  connectionId: string;
  ok: boolean;
  /** True where a person has to mend something before another sync can work. */
  needsAttention: boolean;
  error: { code: string; message: string; hint?: string } | null;
}

/**
 * Writes what a run's end says of its connection: a line in the health log, and the status. Only what
 * a person has to mend is an error; after a failure that may pass the schedule goes on, and the
 * reason is shown. A connection that was paused or disconnected meanwhile stays so.
 */
export async function recordSyncHealth(db: Queryable, health: SyncHealth): Promise<void> {
  const { brandId, connectionId, ok, needsAttention, error } = health;
  await db.query(
    `with connection as (
      update brand_integrations set
        status = case when $4 then 'error' when status = 'error' then 'connected' else status end,
        status_reason = $5::jsonb ->> 'message', updated_at = now()
      where brand_id = $1 and id = $2 and status in ('connected', 'error', 'testing', 'configuring')
      returning brand_id, id
    )
    insert into integration_health_checks (brand_id, connection_id, ok, error)
    select brand_id, id, $3, $5 from connection`,
    [brandId, connectionId, ok, needsAttention, error],
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
