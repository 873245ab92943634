import type { Queryable } from "./queryable.ts";

export interface ScheduledConnection {
  brandId: string;
  connectionId: string;
  scheduleCron: string | null;
  fullReadCron: string | null;
  nextSyncAt: Date | null;
  nextFullSyncAt: Date | null;
}

export interface DueConnection extends ScheduledConnection {
  /** True where only a full read will do: it is due, was asked for, or nothing was read yet. */
  full: boolean;
}

const ACTIVE = "('queued', 'running', 'awaiting_approval')";

/**
 * Locks the connections whose time has come, fair between brands: first one of each brand, the
 * longest due before the others, then a second of each, up to `perBrand` runs that wait or work.
 * Another scheduler skips what is locked here. Call it in a transaction and move the times in it.
 */
export async function lockDueConnections(
  client: Queryable,
  { now, perBrand, limit }: { now: Date; perBrand: number; limit: number },
): Promise<DueConnection[]> {
  const { rows } = await client.query<DueConnection>(
    `with active as (
      select brand_id, count(*) as runs from sync_runs where status in ('queued', 'running') and kind in ('sync', 'replay') group by brand_id
    ), due as (
      select c.brand_id, c.id, coalesce(a.runs, 0) + row_number() over (
        partition by c.brand_id order by least(c.next_sync_at, c.next_full_sync_at), c.id
      ) as place
      from brand_integrations c
      join brands b on b.id = c.brand_id and b.deleted_at is null
      left join active a on a.brand_id = c.brand_id
      where c.status = 'connected' and (c.next_sync_at <= $1 or c.next_full_sync_at <= $1)
        and not exists (
          select from sync_runs r
          where r.brand_id = c.brand_id and r.connection_id = c.id and r.status in ${ACTIVE}
            and r.kind in ('sync', 'replay')
        )
    )
    select c.brand_id as "brandId", c.id as "connectionId",
      c.schedule_cron as "scheduleCron", c.full_read_cron as "fullReadCron",
      c.next_sync_at as "nextSyncAt", c.next_full_sync_at as "nextFullSyncAt",
      coalesce(c.next_full_sync_at <= $1, false) or c.force_full_read or c.watermark is null as "full"
    from due d
    join brand_integrations c on c.brand_id = d.brand_id and c.id = d.id
    where d.place <= $2
      -- Said again of the row itself: what another scheduler has just moved is due no more.
      and c.status = 'connected' and (c.next_sync_at <= $1 or c.next_full_sync_at <= $1)
    order by d.place, least(c.next_sync_at, c.next_full_sync_at), c.id
    limit $3
    for update of c skip locked`,
    [now, perBrand, limit],
  );
  return rows;
}

/** Locks connections that have a schedule but no next time yet: new ones, and those whose schedule changed. */
export async function lockUnplannedConnections(
  client: Queryable,
  { limit }: { limit: number },
): Promise<ScheduledConnection[]> {
  const { rows } = await client.query<ScheduledConnection>(
    `select c.brand_id as "brandId", c.id as "connectionId",
      c.schedule_cron as "scheduleCron", c.full_read_cron as "fullReadCron",
      c.next_sync_at as "nextSyncAt", c.next_full_sync_at as "nextFullSyncAt"
    from brand_integrations c
    join brands b on b.id = c.brand_id and b.deleted_at is null
    where c.status = 'connected'
      and ((c.schedule_cron is not null and c.next_sync_at is null)
        or (c.full_read_cron is not null and c.next_full_sync_at is null))
    limit $1
    for update of c skip locked`,
    [limit],
  );
  return rows;
}
