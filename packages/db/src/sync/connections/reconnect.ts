import { AppError, type FieldKey, notFound } from "@v1/core";
import type { WorkerDb } from "../../client.ts";
import { note } from "../../ownership/act.ts";
import { type CredentialsRow, storeCredentials } from "../../queries/credentials/index.ts";
import { lockBrand } from "../merge/lease.ts";
import { withSession } from "../session.ts";
import { execute } from "../statement.ts";

interface Reconnection {
  brandId: string;
  connectionId: string;
  /** As the source answers now. */
  account: { id: string; name: string };
  /** Sealed for this connection, and stored together with its new status. */
  credentials?: CredentialsRow;
  userId: string | null;
}

/**
 * Takes a disconnected connection up again, for the same account only: a full read is forced, links
 * revive when their records are seen. What it owned is offered back, not taken.
 * @returns fields that it owned last and that nobody owns now
 * @throws AppError `not_found`; `conflict` where it is connected; `precondition_failed` for another account
 */
export async function reconnect(db: WorkerDb, input: Reconnection): Promise<{ offered: FieldKey[] }> {
  return withSession(db, async (client) => {
    await client.query("begin");
    await execute(client, { name: "lock brand", text: lockBrand }, { brand: input.brandId });
    const { rows } = await client.query<{ account_id: string | null; account_name: string; status: string }>(
      "select account_id, account_name, status from brand_integrations where brand_id = $1 and id = $2 for update",
      [input.brandId, input.connectionId],
    );
    const refusal = refuse(rows[0], input);
    if (refusal) {
      await client.query("rollback");
      throw refusal;
    }
    await client.query(
      `update brand_integrations set status = 'connected', status_reason = null, force_full_read = true, account_name = $3
       where brand_id = $1 and id = $2`,
      [input.brandId, input.connectionId, input.account.name],
    );
    if (input.credentials) await storeCredentials(client, input, { row: input.credentials });
    const offered = await client.query<{ field_key: FieldKey }>(
      `select field_key from field_owners
       where brand_id = $1 and last_connection_id = $2 and owner_kind = 'nobody' order by field_key`,
      [input.brandId, input.connectionId],
    );
    const { connectionId } = input;
    await note(client, input, { action: "connection.reconnect", connectionId, target: {} });
    await client.query("commit");
    return { offered: offered.rows.map((row) => row.field_key) };
  });
}

function refuse(
  row: { account_id: string | null; account_name: string; status: string } | undefined,
  { connectionId, account }: Reconnection,
): AppError | null {
  if (!row) return notFound("connection", connectionId);
  if (row.status !== "disconnected") {
    return new AppError({
      code: "conflict",
      message: "This connection is not disconnected.",
      hint: "Reload the page: somebody may have reconnected it.",
    });
  }
  if (row.account_id === null || row.account_id === account.id) return null;
  return new AppError({
    code: "precondition_failed",
    message: `These credentials lead to ${account.name}; the connection belongs to ${row.account_name}.`,
    hint: "Use the old account's credentials, or connect this account as a connection of its own.",
  });
}
