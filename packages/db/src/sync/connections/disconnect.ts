import { AppError, type FieldKey } from "@v1/core";
import type { QueryResultRow } from "pg";
import type { WorkerDb } from "../../client.ts";
import { note } from "../../ownership/act.ts";
import { lockBrand } from "../merge/lease.ts";
import { withSession } from "../session.ts";
import { execute, type Params } from "../statement.ts";

interface ConnectionRef {
  brandId: string;
  connectionId: string;
  userId: string | null;
}

const END = `
update brand_integrations set status = 'disconnected', status_reason = null, next_sync_at = null, next_full_sync_at = null
where brand_id = :brand and id = :connection and status <> 'disconnected'`;

const CANCEL = `
update sync_runs set cancel_requested_at = coalesce(cancel_requested_at, now()), status = 'cancelled', finished_at = now()
where brand_id = :brand and connection_id = :connection and status in ('queued', 'running', 'awaiting_approval')`;

/** A worker in the middle of a run finds its lease gone and writes nothing any more. */
const EVICT = `delete from connection_leases where brand_id = :brand and connection_id = :connection`;

const FORGET_SECRETS = `delete from integration_credentials where brand_id = :brand and connection_id = :connection`;

const UNLINK_PRODUCTS = `
update product_sources set state = 'disconnected', updated_at = now()
where brand_id = :brand and connection_id = :connection and state = 'live'`;

const UNLINK_VARIANTS = `
update variant_sources set state = 'disconnected', updated_at = now()
where brand_id = :brand and connection_id = :connection and state = 'live'`;

/** The last owner stays visible, so that a reconnect can offer the ownership back. */
const FREE_FIELDS = `
update field_owners set owner_kind = 'nobody', connection_id = null, last_connection_id = :connection,
  version = version + 1, since = now(), changed_by = :user, reason = 'disconnected'
where brand_id = :brand and connection_id = :connection
returning field_key`;

const CLOSE_CONFLICTS = `
update sync_conflicts set closed_at = now(), close_reason = 'disconnected'
where brand_id = :brand and connection_id = :connection and closed_at is null`;

/**
 * Values stay, and say that they are frozen: the origins that name this connection change their reason,
 * and every value that refers to them does, with the run that wrote it. A reconnect makes new origins.
 */
const FREEZE = `
update value_origins set reason = 'frozen'
where brand_id = :brand and connection_id = :connection and user_id is null and reason in ('owner', 'kept', 'seeded')`;

/**
 * Ends a connection and freezes what it wrote (rule 10): values stay, their fields have no owner,
 * links become `disconnected`, credentials are forgotten. No product data is removed.
 * @throws AppError `conflict` where it is disconnected already
 */
export async function disconnect(db: WorkerDb, ref: ConnectionRef): Promise<{ freed: FieldKey[] }> {
  return withSession(db, async (client) => {
    const params: Params = { brand: ref.brandId, connection: ref.connectionId, user: ref.userId };
    const step = <R extends QueryResultRow>(name: string, text: string, more: Params = {}) =>
      execute<R>(client, { name, text }, { ...params, ...more });
    await client.query("begin");
    await step("lock brand", lockBrand);
    if (!(await step("end connection", END)).rowCount) {
      await client.query("rollback");
      throw new AppError({
        code: "conflict",
        message: "This connection is disconnected already.",
        hint: "Reconnect it, or remove it from the list.",
      });
    }
    for (const text of [CANCEL, EVICT, FORGET_SECRETS, UNLINK_PRODUCTS, UNLINK_VARIANTS, CLOSE_CONFLICTS]) {
      await step("disconnect", text);
    }
    const freed = (await step<{ field_key: FieldKey }>("free fields", FREE_FIELDS)).rows.map(
      (row) => row.field_key,
    );
    await step("freeze values", FREEZE);
    const { connectionId } = ref;
    await note(client, ref, { action: "connection.disconnect", connectionId, target: { freed } });
    await client.query("commit");
    return { freed };
  });
}
