import type { WorkerDb } from "../../client.ts";
import { inTransaction, type Queryable } from "../../queries/jobs/queryable.ts";
import { type Actor, lockAsMember, note } from "../act.ts";
import type { ConflictFilter } from "./filter.ts";

export interface Resolution extends Actor {
  /** These, or all open ones that the filter lets through. */
  ids?: readonly string[];
  filter?: ConflictFilter;
  /** `pin` keeps what stands in our product; `reopen` takes a dismissal back. */
  by: "pin" | "dismiss" | "reopen";
  reason?: string | null;
  expiresAt?: Date | null;
  /** Conflicts in one transaction. */
  limit: number;
}

const PICK = `
create temp table w_resolved on commit drop as
select c.id, c.product_id, c.variant_id, c.field_key, c.connection_id
from sync_conflicts c
where c.brand_id::text = $1 and c.closed_at is null and c.is_dismissed = $2
  and ($3::uuid[] is null or c.id = any($3))
  and ($4::text is null or c.field_key = $4)
  and ($5::uuid is null or c.connection_id = $5)
  and ($6::uuid is null or c.product_id = $6)
  and ($7::timestamptz is null or c.opened_at < $7)
  and ($8::timestamptz is null or c.opened_at >= $8)
order by c.opened_at, c.id
limit $9`;

/**
 * Resolves open conflicts of a brand, at most `limit` of them, in one transaction under the brand's lock.
 * @returns how many; fewer than `limit` where none are left
 * @throws AppError `forbidden` for who is no member
 */
export function resolveConflicts(db: WorkerDb, resolution: Resolution): Promise<{ resolved: number }> {
  return inTransaction(db, async (client) => {
    await lockAsMember(client, resolution);
    const { brandId, ids, filter = {}, by } = resolution;
    const resolved = (await client.query(PICK, picked(resolution))).rowCount ?? 0;
    if (resolved === 0) return { resolved };
    if (by === "pin") await pinOurs(client, resolution);
    else await client.query(by === "dismiss" ? DISMISS : REOPEN, [brandId, resolution.userId]);
    await note(client, resolution, {
      action: `conflict.${by}`,
      connectionId: filter.connectionId ?? null,
      target: { count: resolved, ...(ids ? { ids } : { filter }), reason: resolution.reason ?? null },
    });
    return { resolved };
  });
}

function picked({ brandId, by, ids, filter = {}, limit }: Resolution): unknown[] {
  const { fieldKey, connectionId, productId, openedBefore, openedAfter } = filter;
  const given = [fieldKey, connectionId, productId, openedBefore, openedAfter].map((value) => value ?? null);
  return [brandId, by === "reopen", ids ?? null, ...given, limit];
}

const DISMISS = `
update sync_conflicts c set dismissed_value = c.observed, dismissed_by = $2, dismissed_at = now()
from w_resolved w where c.brand_id = $1 and c.id = w.id`;

const REOPEN = `
update sync_conflicts c set dismissed_value = null, dismissed_by = null, dismissed_at = null
from w_resolved w where c.brand_id = $1 and c.id = w.id and $2::uuid is not null`;

async function pinOurs(
  client: Queryable,
  { brandId, userId, reason = null, expiresAt = null }: Resolution,
): Promise<void> {
  await client.query(
    "insert into value_origins (brand_id, user_id, reason) values ($1, $2, 'pin') on conflict do nothing",
    [brandId, userId],
  );
  await client.query(PIN, [brandId, userId, reason, expiresAt]);
  await client.query(STAND_BEHIND, [brandId, userId]);
  await client.query(CLOSE, [brandId]);
}

const PIN = `
insert into field_pins (brand_id, product_id, variant_id, field_key, author_id, reason, expires_at)
select distinct $1::uuid, product_id, variant_id, field_key, $2::uuid, $3, $4::timestamptz from w_resolved
on conflict (brand_id, product_id, variant_id, field_key) do update set
  author_id = excluded.author_id, reason = excluded.reason, expires_at = excluded.expires_at, updated_at = now()`;

const STAND_BEHIND = `
insert into value_provenance (brand_id, product_id, variant_id, fields)
select $1, product_id, variant_id, jsonb_object_agg(field_key, (
  select id from value_origins where brand_id = $1 and user_id = $2 and connection_id is null and reason = 'pin') || ':0')
from w_resolved group by product_id, variant_id
on conflict (brand_id, product_id, variant_id) do update set fields = value_provenance.fields || excluded.fields`;

/** Under a pin nobody disagrees any more, whoever it was. */
const CLOSE = `
update sync_conflicts c set closed_at = now(), close_reason = 'pinned'
from (select distinct product_id, variant_id, field_key from w_resolved) w
where c.brand_id = $1 and c.product_id = w.product_id and c.variant_id is not distinct from w.variant_id
  and c.field_key = w.field_key and c.closed_at is null`;
