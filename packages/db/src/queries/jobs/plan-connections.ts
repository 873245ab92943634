import type { Queryable } from "./queryable.ts";

export interface ConnectionPlan {
  brandId: string;
  connectionId: string;
  nextSyncAt: Date | null;
  nextFullSyncAt: Date | null;
  /** Why there is no next time although there is a schedule; the connection then needs attention. */
  problem: string | null;
}

/** Writes the next times of many connections in one statement. */
export async function planConnections(client: Queryable, plans: ConnectionPlan[]): Promise<void> {
  if (plans.length === 0) return;
  await client.query(
    `update brand_integrations c
    set next_sync_at = p.next_sync_at, next_full_sync_at = p.next_full_sync_at,
      status = case when p.problem is null then c.status else 'error' end,
      status_reason = coalesce(p.problem, c.status_reason), updated_at = now()
    from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::timestamptz[], $5::text[])
      as p (brand_id, id, next_sync_at, next_full_sync_at, problem)
    where c.brand_id = p.brand_id and c.id = p.id`,
    [
      plans.map((plan) => plan.brandId),
      plans.map((plan) => plan.connectionId),
      plans.map((plan) => plan.nextSyncAt),
      plans.map((plan) => plan.nextFullSyncAt),
      plans.map((plan) => plan.problem),
    ],
  );
}

export interface QueuedRun {
  brandId: string;
  connectionId: string;
  runId: string;
}

/**
 * Puts a run into the queue of each connection, in the order given. A connection that has one by now
 * is left out: the database allows one at a time.
 */
export async function queueScheduledRuns(
  client: Queryable,
  connections: { brandId: string; connectionId: string; full: boolean }[],
): Promise<QueuedRun[]> {
  if (connections.length === 0) return [];
  const { rows } = await client.query<QueuedRun>(
    `with wanted as (
      select * from unnest($1::uuid[], $2::uuid[], $3::boolean[]) with ordinality
        as w (brand_id, connection_id, full_read, place)
    ), queued as (
      insert into sync_runs (brand_id, connection_id, mode, trigger, watermark_from)
      select c.brand_id, c.id, case when w.full_read then 'full' else 'incremental' end, 'schedule', c.watermark
      from wanted w join brand_integrations c on c.brand_id = w.brand_id and c.id = w.connection_id
      order by w.place
      on conflict do nothing
      returning id, brand_id, connection_id
    )
    select q.brand_id as "brandId", q.connection_id as "connectionId", q.id as "runId"
    from queued q join wanted w on w.brand_id = q.brand_id and w.connection_id = q.connection_id
    order by w.place`,
    [
      connections.map((connection) => connection.brandId),
      connections.map((connection) => connection.connectionId),
      connections.map((connection) => connection.full),
    ],
  );
  return rows;
}
