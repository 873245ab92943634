import type { QueuedRun } from "./plan-connections.ts";
import type { Queryable } from "./queryable.ts";

/**
 * Runs that nobody works on although they should: queued for longer than `queuedSeconds`, or running
 * without a lease that still holds. Those tried `maxAttempts` times are left to `failExhaustedRuns`.
 */
export async function findStalledRuns(
  db: Queryable,
  { queuedSeconds, maxAttempts, limit }: { queuedSeconds: number; maxAttempts: number; limit: number },
): Promise<QueuedRun[]> {
  const { rows } = await db.query<QueuedRun>(
    `select r.brand_id as "brandId", r.connection_id as "connectionId", r.id as "runId"
    ${STALLED}
      and r.attempts < $2
    order by r.queued_at
    limit $3`,
    [queuedSeconds, maxAttempts, limit],
  );
  return rows;
}

/** Ends runs that were started too often and never came to an end. */
export async function failExhaustedRuns(
  db: Queryable,
  { queuedSeconds, maxAttempts, error }: { queuedSeconds: number; maxAttempts: number; error: object },
): Promise<QueuedRun[]> {
  const { rows } = await db.query<QueuedRun>(
    `update sync_runs as f set status = 'failed', error = $3, finished_at = now(), updated_at = now()
    from (
      select r.brand_id, r.id
      ${STALLED}
        and r.attempts >= $2
      limit 1000
      for update of r skip locked
    ) as s
    where f.brand_id = s.brand_id and f.id = s.id
    returning f.brand_id as "brandId", f.connection_id as "connectionId", f.id as "runId"`,
    [queuedSeconds, maxAttempts, error],
  );
  return rows;
}

const STALLED = `from sync_runs r
    join brands b on b.id = r.brand_id and b.deleted_at is null
    left join connection_leases l on l.brand_id = r.brand_id and l.connection_id = r.connection_id
    where r.status in ('queued', 'running') and r.kind in ('sync', 'replay')
      and (l.expires_at is null or l.expires_at < now())
      and (r.status = 'running' or r.queued_at < now() - make_interval(secs => $1))`;
