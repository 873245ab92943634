import { AppError } from "@v1/core";
import type { Queryable } from "../queries/jobs/queryable.ts";
import { lockBrandFor } from "../queries/products/edit/lock-product.ts";

/** Who acts, in which brand. */
export interface Actor {
  brandId: string;
  userId: string;
}

/**
 * Takes the brand's lock, as everybody does who changes its products or who owns them, for a member.
 * @throws AppError `forbidden` for who is no member any more
 */
export function lockAsMember(client: Queryable, actor: Actor): Promise<void> {
  return lockBrandFor(client, actor);
}

/** The same for an owner of the brand. @throws AppError `forbidden` for anybody else */
export async function lockAsOwner(client: Queryable, actor: Actor): Promise<void> {
  await lockBrandFor(client, actor);
  const { rowCount } = await client.query(
    "select from users_on_brand where brand_id = $1 and user_id = $2 and role = 'owner' and revoked_at is null",
    [actor.brandId, actor.userId],
  );
  if (rowCount) return;
  throw new AppError({
    code: "forbidden",
    message: "Only an owner of the brand may do this.",
    hint: "Ask an owner to do it, or to make you one.",
  });
}

export interface Note {
  /** What was done, as "field.transfer": the audit's action and the event's type. */
  action: string;
  connectionId?: string | null;
  runId?: string | null;
  target: Record<string, unknown>;
}

/** Writes what was done into the audit log and among the events, in the transaction that does it. */
export async function note(
  client: Queryable,
  actor: { brandId: string; userId: string | null },
  { action, connectionId = null, runId = null, target }: Note,
): Promise<void> {
  await client.query(
    `with audited as (
      insert into audit_log (brand_id, actor_kind, actor_id, action, connection_id, target)
      values ($1, case when $2::uuid is null then 'system' else 'user' end, $2, $3, $4, $5)
    )
    insert into integration_events (brand_id, connection_id, run_id, type, data) values ($1, $4, $6, $3, $5)`,
    [actor.brandId, actor.userId, action, connectionId, JSON.stringify(target), runId],
  );
}
