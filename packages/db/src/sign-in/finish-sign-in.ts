import { AppError, type FieldKey, notFound } from "@v1/core";
import type { WorkerDb } from "../client.ts";
import { note } from "../ownership/act.ts";
import { type CredentialsRow, storeCredentials } from "../queries/credentials/index.ts";
import { lockBrand } from "../sync/merge/lease.ts";
import { claimUnowned } from "../sync/ownership.ts";
import { withSession } from "../sync/session.ts";
import { execute } from "../sync/statement.ts";

interface SignIn {
  brandId: string;
  connectionId: string;
  /** Whose access the provider gave. */
  account: { id: string; name: string };
  /** Sealed for this connection, and stored together with its new status. */
  credentials: CredentialsRow;
  /** Of a new connection, what it shall own. */
  fields: readonly FieldKey[];
  userId: string;
}

interface Found {
  status: string;
  accountId: string | null;
  accountName: string | null;
}

/**
 * Stores what a sign-in gave. A connection that was being set up is connected, and owns what was chosen
 * and nobody owns yet; one that stands has new credentials, and is no error any more.
 * @throws AppError `precondition_failed` for another account; `conflict` where it was disconnected meanwhile
 */
export async function finishSignIn(
  db: WorkerDb,
  input: SignIn,
): Promise<{ kind: "made" | "renewed"; owned: FieldKey[] }> {
  const { brandId, connectionId, account } = input;
  return withSession(db, async (client) => {
    await client.query("begin");
    await execute(client, { name: "lock brand", text: lockBrand }, { brand: brandId });
    const { rows } = await client.query<Found>(
      `select status, account_id as "accountId", account_name as "accountName" from brand_integrations
       where brand_id = $1 and id = $2 for update`,
      [brandId, connectionId],
    );
    const isNew = requireSame(rows[0], input);
    await client.query(
      `update brand_integrations set status = case when status in ('configuring', 'testing', 'error')
         then 'connected' else status end, status_reason = null, account_id = $3, account_name = $4, updated_at = now()
       where brand_id = $1 and id = $2`,
      [brandId, connectionId, account.id, account.name],
    );
    await storeCredentials(client, { brandId, connectionId }, { row: input.credentials });
    const reason = "nobody owned it yet";
    const owned = isNew
      ? await claimUnowned(client, { brandId, connectionId, fields: input.fields, reason })
      : [];
    const action = isNew ? "connection.create" : "connection.credentials";
    await note(client, input, { action, connectionId, target: isNew ? { owns: owned } : {} });
    await client.query("commit");
    return { kind: isNew ? ("made" as const) : ("renewed" as const), owned };
  });
}

/** @returns true for a connection that is new */
function requireSame(found: Found | undefined, { connectionId, account }: SignIn): boolean {
  if (!found) throw notFound("connection", connectionId);
  if (found.status === "disconnected") {
    throw new AppError({
      code: "conflict",
      message: "The connection was disconnected meanwhile.",
      hint: "Reconnect it, and sign in again.",
    });
  }
  if (found.accountId === null) return true;
  if (found.accountId === account.id) return false;
  throw new AppError({
    code: "precondition_failed",
    message: `You signed in as ${account.name}; the connection belongs to ${found.accountName}.`,
    hint: "Sign out at the provider and in with the old account, or connect this one as a connection of its own.",
  });
}
