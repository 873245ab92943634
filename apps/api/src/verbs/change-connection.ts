import { AppError } from "@v1/core";
import {
  type BrandScope,
  type ConnectionChanges,
  getConnection,
  recordAudit,
  updateConnection,
} from "@v1/db";
import { tryCredentials } from "@v1/integrations";
import { loadCredentials, saveCredentials } from "@v1/integrations/credentials";
import type { ApiDeps } from "../deps.ts";
import { type ConnectionRef, checkSecrets, connectorOf } from "./connector-of.ts";
import { type Attempt, tryConnection } from "./try-connection.ts";

export interface ChangeConnection extends ConnectionChanges {
  connectionId: string;
  /** New credentials; those that are kept stay where this is left out. */
  secrets?: Record<string, string>;
}

export interface Caller {
  scope: { brandId: string; userId: string };
  read: <T>(query: (scope: BrandScope) => Promise<T>) => Promise<T>;
  write: <T>(query: (scope: BrandScope) => Promise<T>) => Promise<T>;
}

/**
 * Changes settings and, where given, credentials. What leads to the source is tried first, and must
 * lead to the account that the connection has.
 * @throws AppError of the connector; `precondition_failed` for another account
 */
export async function changeConnection(deps: ApiDeps, caller: Caller, change: ChangeConnection) {
  const { connectionId, secrets, ...changes } = change;
  const connection = await caller.read((scope) => getConnection(scope, connectionId));
  const ref = { brandId: caller.scope.brandId, connectionId };
  let kept: Record<string, unknown> = secrets ?? {};
  if (secrets || changes.config) {
    const config = changes.config ?? connection.config;
    const used = secrets ?? (await keptSecrets(deps, ref));
    const attempt = { slug: connection.integration.slug, config, secrets: used };
    const { saw, latest } = await tried(deps, attempt, secrets ? null : ref);
    kept = latest;
    if (connection.accountId && saw.account.id !== connection.accountId) throw another(connection, saw);
  }
  await caller.write((scope) => updateConnection(scope, connectionId, changes));
  if (secrets) {
    const { type } = connectorOf(deps, connection.integration.slug).auth;
    const store = { db: deps.worker.pool, ring: deps.ring() };
    await saveCredentials(store, ref, { type, fields: kept });
    const entry = { action: "connection.credentials", connectionId };
    await caller.write((scope) => recordAudit(scope, entry));
  }
}

/** New credentials may be renewed while they are tried: what is kept is what they are afterwards. */
async function tried(deps: ApiDeps, attempt: Attempt, stored: ConnectionRef | null) {
  if (stored) return { saw: await tryConnection(deps, attempt, stored), latest: attempt.secrets };
  const connector = connectorOf(deps, attempt.slug);
  checkSecrets(connector.auth.fields, attempt.secrets);
  const { saw, secrets: latest } = await tryCredentials(deps, { ...attempt, connector });
  return { saw, latest };
}

/** The credentials that a connection has, for a test. They leave this process only towards the source. */
export async function keptSecrets(
  deps: ApiDeps,
  ref: { brandId: string; connectionId: string },
): Promise<Record<string, string>> {
  const kept = await loadCredentials({ db: deps.worker.pool, ring: deps.ring() }, ref);
  return (kept?.fields.reveal() ?? {}) as Record<string, string>;
}

/** What leads to a source: as it was typed, or as it is kept with a connection. */
export async function attemptOf(
  deps: ApiDeps,
  caller: Caller,
  asked: Attempt | { connectionId: string; config?: Record<string, unknown> },
): Promise<{ attempt: Attempt; stored: ConnectionRef | null }> {
  if (!("connectionId" in asked)) return { attempt: asked, stored: null };
  const { connectionId } = asked;
  const { config, integration } = await caller.read((scope) => getConnection(scope, connectionId));
  const stored = { brandId: caller.scope.brandId, connectionId };
  const secrets = await keptSecrets(deps, stored);
  return { attempt: { slug: integration.slug, config: asked.config ?? config, secrets }, stored };
}

function another(connection: { accountName: string | null }, saw: { account: { name: string } }): AppError {
  return new AppError({
    code: "precondition_failed",
    message: `This leads to ${saw.account.name}; the connection belongs to ${connection.accountName}.`,
    hint: "Use the same account, or connect this one as a connection of its own.",
  });
}
