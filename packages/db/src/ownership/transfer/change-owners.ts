import { AppError, type FieldKey, fieldDefinition, notFound } from "@v1/core";
import type { WorkerDb } from "../../client.ts";
import { inTransaction, type Queryable } from "../../queries/jobs/queryable.ts";
import { type Actor, lockAsOwner, note } from "../act.ts";

/** A connection, people, or nobody. */
export type OwnerRef = { connectionId: string } | "manual" | "nobody";

export interface OwnerChange extends Actor {
  /** Each with the version of its owner that the decision was made on; 0 where none was ever decided. */
  fields: readonly { key: FieldKey; version: number }[];
  to: OwnerRef;
  /** When the new owner's stored observations are adopted. */
  adopt: "now" | "next_run";
  reason?: string;
  /** The audit's action; a plain transfer where nothing is said. */
  action?: string;
}

export interface OwnerChanged {
  /** Fields that have another owner now. */
  moved: FieldKey[];
  /** The run that adopts what the new owner said; none for people and nobody. */
  runId: string | null;
}

interface Held {
  key: FieldKey;
  version: number;
  kind: "connection" | "manual" | "nobody";
  connectionId: string | null;
}

const HELD = `
select field_key as key, version::int as version, owner_kind as kind, connection_id as "connectionId"
from field_owners where brand_id = $1 and field_key = any($2::text[]) order by field_key for update`;

const MOVE = `
insert into field_owners (brand_id, field_key, owner_kind, connection_id, since, changed_by, reason)
select $1, key, $3, $4, now(), $5, $6 from unnest($2::text[]) key
on conflict (brand_id, field_key) do update set
  last_connection_id = coalesce(field_owners.connection_id, field_owners.last_connection_id),
  owner_kind = excluded.owner_kind, connection_id = excluded.connection_id, version = field_owners.version + 1,
  since = excluded.since, changed_by = excluded.changed_by, reason = excluded.reason`;

/** An owner cannot disagree with itself. */
const CLOSE_CONFLICTS = `
update sync_conflicts set closed_at = now(), close_reason = 'owner_changed'
where brand_id = $1 and connection_id = $2 and field_key = any($3::text[]) and closed_at is null`;

/**
 * Gives fields to another owner (rule 9): all of them or none, only where nobody else changed their
 * owners since. Readers of the old ownership plan anew. For a connection it queues the run that adopts
 * what was observed already.
 * @throws AppError `forbidden`; `conflict` where an owner changed meanwhile; `not_found`, `precondition_failed`
 */
export function changeOwners(db: WorkerDb, change: OwnerChange): Promise<OwnerChanged> {
  return inTransaction(db, async (client) => {
    const { brandId, userId, to, adopt, reason, action = "field.transfer" } = change;
    await lockAsOwner(client, change);
    const connectionId = typeof to === "string" ? null : to.connectionId;
    if (connectionId) await requireConnection(client, brandId, connectionId);
    const held = await heldNow(client, change);
    const moved = change.fields.map(({ key }) => key).filter((key) => !isOwner(held.get(key), to));
    if (moved.length === 0) return { moved, runId: null };
    const kind = typeof to === "string" ? to : "connection";
    await client.query(MOVE, [brandId, moved, kind, connectionId, userId, reason ?? null]);
    let runId: string | null = null;
    if (connectionId) {
      await client.query(CLOSE_CONFLICTS, [brandId, connectionId, moved]);
      runId = await queueAdoption(client, { ...change, connectionId, moved });
    }
    const from = Object.fromEntries(moved.map((key) => [key, nameOf(held.get(key))]));
    const target = { fields: moved, from, to, adopt, reason: reason ?? null };
    await note(client, change, { action, connectionId, runId, target });
    return { moved, runId };
  });
}

async function requireConnection(client: Queryable, brandId: string, connectionId: string): Promise<void> {
  const { rows } = await client.query<{ status: string; name: string }>(
    "select status, name from brand_integrations where brand_id = $1 and id = $2 for share",
    [brandId, connectionId],
  );
  const [found] = rows;
  if (!found) throw notFound("connection", connectionId);
  if (found.status !== "disconnected") return;
  throw new AppError({
    code: "precondition_failed",
    message: `${found.name} is disconnected and can own nothing.`,
    hint: "Reconnect it first, or choose another owner.",
  });
}

async function heldNow(client: Queryable, { brandId, fields }: OwnerChange): Promise<Map<FieldKey, Held>> {
  const { rows } = await client.query<Held>(HELD, [brandId, fields.map(({ key }) => key)]);
  const held = new Map(rows.map((row) => [row.key, row]));
  const stale = fields.filter(({ key, version }) => (held.get(key)?.version ?? 0) !== version);
  if (stale.length === 0) return held;
  throw new AppError({
    code: "conflict",
    message: `Somebody changed the owner meanwhile: ${stale.map(({ key }) => fieldDefinition(key).label).join(", ")}.`,
    hint: "Look at the owners again, and decide on what stands now.",
    fields: Object.fromEntries(stale.map(({ key }) => [key, "Its owner changed."])),
  });
}

function isOwner(held: Held | undefined, to: OwnerRef): boolean {
  if (!held) return false;
  return typeof to === "string" ? held.kind === to : held.connectionId === to.connectionId;
}

function nameOf(held: Held | undefined): string {
  return held?.connectionId ?? held?.kind ?? "nobody";
}

async function queueAdoption(
  client: Queryable,
  change: OwnerChange & { connectionId: string; moved: FieldKey[] },
): Promise<string> {
  const { brandId, userId, connectionId, moved, adopt } = change;
  const { rows } = await client.query<{ id: string }>(
    `insert into sync_runs (brand_id, connection_id, kind, mode, trigger, started_by, checkpoint, total)
     values ($1, $2, 'transfer', 'full', 'manual', $3, $4, (
       select count(*) from product_sources where brand_id = $1 and connection_id = $2 and state = 'live'))
     returning id`,
    [brandId, connectionId, userId, JSON.stringify({ fields: moved, adopt, after: null })],
  );
  const [run] = rows;
  if (!run) throw new Error("An insert of one run gave none.");
  return run.id;
}
