import { AppError, type FieldKey, notFound } from "@v1/core";
import type { PoolClient } from "pg";
import type { WorkerDb } from "../client.ts";
import { note } from "../ownership/act.ts";
import { type CredentialsRow, storeCredentials } from "../queries/credentials/index.ts";
import type { NewConnection } from "../sync/connections/create-connection.ts";
import { lockBrand } from "../sync/merge/lease.ts";
import { claimUnowned } from "../sync/ownership.ts";
import { withSession } from "../sync/session.ts";
import { execute } from "../sync/statement.ts";

interface Ref {
  brandId: string;
  connectionId: string;
  userId: string;
}

interface SignIn extends Ref {
  /** Whose access the provider gave. */
  account: { id: string; name: string };
  /** Sealed for this connection, and stored together with its new status. */
  credentials: CredentialsRow;
}

interface Found {
  status: string;
  accountId: string | null;
  accountName: string | null;
  slug: string;
}

/**
 * Stores what a sign-in gave. A connection that is being set up has access now and stays as it is until
 * somebody has said what it shall bring in; one that stands is no error any more.
 * @throws AppError `precondition_failed` for another account; `conflict` where it was disconnected meanwhile
 */
export async function finishSignIn(db: WorkerDb, input: SignIn): Promise<{ kind: "signed-in" | "renewed" }> {
  const { brandId, connectionId, account } = input;
  return withFound(db, input, async (client, found) => {
    const isNew = requireSame(found, input);
    await storeCredentials(client, { brandId, connectionId }, { row: input.credentials });
    if (!isNew) {
      await client.query(
        `update brand_integrations set status = case when status in ('configuring', 'testing', 'error')
           then 'connected' else status end, status_reason = null, account_id = $3, account_name = $4, updated_at = now()
         where brand_id = $1 and id = $2`,
        [brandId, connectionId, account.id, account.name],
      );
    }
    await note(client, input, { action: "connection.credentials", connectionId, target: {} });
    return { kind: isNew ? ("signed-in" as const) : ("renewed" as const) };
  });
}

type Completion = Ref &
  Pick<NewConnection, "account" | "fields" | "name" | "mayCreate" | "matchBy" | "scheduleCron">;

/**
 * Connects what was being set up by a sign-in, and gives it what was chosen and nobody owns yet.
 * @throws AppError `conflict` where it is connected already, or was disconnected meanwhile
 */
export async function completeSignIn(db: WorkerDb, input: Completion): Promise<{ owned: FieldKey[] }> {
  const { brandId, connectionId, account, name } = input;
  return withFound(db, input, async (client, found) => {
    if (!isDraft(found)) throw alreadyComplete();
    await client.query(
      `update brand_integrations set status = 'connected', status_reason = null, account_id = $3,
         account_name = $4, name = $5, may_create = $6, match_by = $7, schedule_cron = $8, updated_at = now()
       where brand_id = $1 and id = $2`,
      [
        brandId,
        connectionId,
        account.id,
        account.name,
        name,
        input.mayCreate,
        input.matchBy,
        input.scheduleCron,
      ],
    );
    const claim = { brandId, connectionId, fields: input.fields, reason: "nobody owned it yet" };
    const owned = await claimUnowned(client, claim);
    const target = { integration: found.slug, name, owns: owned };
    await note(client, input, { action: "connection.create", connectionId, target });
    return { owned };
  });
}

async function withFound<T>(
  db: WorkerDb,
  { brandId, connectionId }: Ref,
  work: (client: PoolClient, found: Found) => Promise<T>,
): Promise<T> {
  return withSession(db, async (client) => {
    await client.query("begin");
    await execute(client, { name: "lock brand", text: lockBrand }, { brand: brandId });
    const { rows } = await client.query<Found>(
      `select status, account_id as "accountId", account_name as "accountName",
         (select slug from integrations i where i.id = integration_id) as slug
       from brand_integrations where brand_id = $1 and id = $2 for update`,
      [brandId, connectionId],
    );
    const [found] = rows;
    if (!found) throw notFound("connection", connectionId);
    const result = await work(client, found);
    await client.query("commit");
    return result;
  });
}

/** Set up by a sign-in that was begun: it has no account until somebody completes it. */
function isDraft({ status, accountId }: Pick<Found, "status" | "accountId">): boolean {
  return accountId === null && (status === "configuring" || status === "error");
}

/** @returns true for a connection that is being set up */
function requireSame(found: Found, { account }: SignIn): boolean {
  if (isDraft(found)) return true;
  if (found.status === "disconnected") {
    throw new AppError({
      code: "conflict",
      message: "The connection was disconnected meanwhile.",
      hint: "Reconnect it, and sign in again.",
    });
  }
  if (found.accountId === null || found.accountId === account.id) return false;
  throw new AppError({
    code: "precondition_failed",
    message: `You signed in as ${account.name}; the connection belongs to ${found.accountName}.`,
    hint: "Sign out at the provider and in with the old account, or connect this one as a connection of its own.",
  });
}

function alreadyComplete(): AppError {
  return new AppError({
    code: "conflict",
    message: "This connection is not being set up any more.",
    hint: "Open it under Integrations; to connect another account, begin again there.",
  });
}
