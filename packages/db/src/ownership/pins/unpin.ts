import type { FieldKey } from "@v1/core";
import type { ClientBase } from "pg";
import type { WorkerDb } from "../../client.ts";
import { retryTransaction } from "../../retry.ts";
import { lockBrand } from "../../sync/merge/lease.ts";
import { withSession } from "../../sync/session.ts";
import { execute } from "../../sync/statement.ts";
import { type Actor, lockAsMember } from "../act.ts";
import { type GivenBack, giveBack, type LiftedPin } from "./give-back.ts";

export interface Unpinned extends GivenBack {
  lifted: number;
}

type CompleteOf = (slug: string) => ReadonlySet<FieldKey>;

const LIFT = `
with lifted as (
  delete from field_pins where brand_id = $1 and id = any($2::uuid[]) returning *
), audited as (
  insert into audit_log (brand_id, actor_kind, actor_id, action, target)
  select brand_id, 'user', $3, 'pin.lift', jsonb_build_object('productId', product_id, 'variantId', variant_id,
    'fieldKey', field_key, 'pinnedBy', author_id, 'reason', reason)
  from lifted
), told as (
  insert into integration_events (brand_id, type, data)
  select brand_id, 'pin.lift', jsonb_build_object('productId', product_id, 'variantId', variant_id, 'fieldKey', field_key)
  from lifted
)
select product_id as "productId", variant_id as "variantId", field_key as "fieldKey" from lifted`;

/**
 * Lifts pins and gives their fields back to the owners at once (rule 8). Pins that are gone already
 * count as lifted by somebody else.
 * @throws AppError `forbidden` for who is no member any more
 */
export function unpin(
  db: WorkerDb,
  actor: Actor,
  { ids, completeOf }: { ids: readonly string[]; completeOf: CompleteOf },
): Promise<Unpinned> {
  const { brandId, userId } = actor;
  return inSession(db, async (client) => {
    await lockAsMember(client, actor);
    const { rows: pins } = await client.query<LiftedPin>(LIFT, [brandId, ids, userId]);
    return { lifted: pins.length, ...(await giveBack(db, client, { brandId, userId, pins, completeOf })) };
  });
}

/** The brand whose pin is over the longest. Another worker skips what is locked. */
const NEXT_BRAND = `
select brand_id as "brandId" from field_pins where expires_at <= now()
order by expires_at limit 1 for update skip locked`;

const EXPIRE = `
with expired as (
  select brand_id, id from field_pins where brand_id = $1 and expires_at <= now()
  order by expires_at limit $2 for update skip locked
), lifted as (
  delete from field_pins p using expired e where p.brand_id = e.brand_id and p.id = e.id returning p.*
), audited as (
  insert into audit_log (brand_id, actor_kind, action, target)
  select brand_id, 'system', 'pin.expired', jsonb_build_object(
    'productId', product_id, 'variantId', variant_id, 'fieldKey', field_key,
    'pinnedBy', author_id, 'reason', reason, 'expiredAt', expires_at)
  from lifted
), told as (
  insert into integration_events (brand_id, type, data)
  select brand_id, 'pin.expired', jsonb_build_object('productId', product_id, 'variantId', variant_id, 'fieldKey', field_key)
  from lifted
)
select product_id as "productId", variant_id as "variantId", field_key as "fieldKey" from lifted`;

/**
 * Lifts up to `limit` pins of one brand whose time is over, each with a line in the audit log, and gives
 * their fields back to the owners.
 * @returns null where no pin's time is over
 */
export async function liftExpired(
  db: WorkerDb,
  { limit, completeOf }: { limit: number; completeOf: CompleteOf },
): Promise<Unpinned | null> {
  const { rows } = await db.pool.query<{ brandId: string }>(NEXT_BRAND);
  const [next] = rows;
  if (!next) return null;
  const { brandId } = next;
  return inSession(db, async (client) => {
    await execute(client, { name: "lock brand", text: lockBrand }, { brand: brandId });
    const { rows: pins } = await client.query<LiftedPin>(EXPIRE, [brandId, limit]);
    const given = await giveBack(db, client, { brandId, userId: null, pins, completeOf });
    return { lifted: pins.length, ...given };
  });
}

function inSession<T>(db: WorkerDb, work: (client: ClientBase) => Promise<T>): Promise<T> {
  return retryTransaction(() =>
    withSession(db, async (client) => {
      await client.query("begin");
      try {
        const result = await work(client);
        await client.query("commit");
        return result;
      } catch (error) {
        await client.query("rollback").catch(() => undefined);
        throw error;
      }
    }),
  );
}
