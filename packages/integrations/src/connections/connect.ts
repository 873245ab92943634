import type { FieldKey } from "@v1/core";
import type { WorkerDb } from "@v1/db";
import { createConnection, disconnect, reconnect } from "@v1/db/sync";
import { type CredentialFields, type KeyRing, sealCredentials } from "../credentials/index.ts";
import type { ProcessClient } from "../http/client.ts";
import type { CheckResult, Connector } from "../kit/connector.ts";
import { suppliedBy } from "../ownership/list-owners.ts";
import { newId } from "../sync/ids.ts";
import { tryCredentials } from "./try-credentials.ts";

export interface ConnectDeps {
  db: WorkerDb;
  ring: KeyRing;
  http: ProcessClient;
  connector(slug: string): Connector;
}

export interface ConnectInput {
  brandId: string;
  slug: string;
  name: string;
  config: Record<string, unknown>;
  secrets: CredentialFields;
  mayCreate?: boolean;
  matchBy?: readonly ("barcode" | "sku" | "identifier")[];
  /** What it shall own of all that it supplies; the rest it observes. All of it by default. */
  fields?: readonly FieldKey[];
  /** Cron in UTC; null syncs by hand only. */
  scheduleCron?: string | null;
  userId: string | null;
}

/**
 * Tests the credentials, then keeps the connection with them sealed. Of what was chosen it owns what it
 * supplies and nobody owns yet.
 * @returns the connection, what the test saw, and the fields it owns now
 * @throws AppError of the connector's check, with what to mend
 */
export async function connect(
  deps: ConnectDeps,
  input: ConnectInput,
): Promise<{ connectionId: string; saw: CheckResult; owned: FieldKey[] }> {
  const connector = deps.connector(input.slug);
  const { saw, secrets } = await tryCredentials(deps, { ...input, connector });
  const { brandId } = input;
  const connectionId = newId();
  const { owned } = await createConnection(deps.db, {
    brandId,
    connectionId,
    credentials: seal(deps.ring, { brandId, connectionId }, { type: connector.auth.type, fields: secrets }),
    slug: input.slug,
    name: input.name,
    config: input.config,
    account: saw.account,
    fields: suppliedBy(connector, input.config).filter((key) => input.fields?.includes(key) ?? true),
    mayCreate: input.mayCreate ?? true,
    matchBy: input.matchBy ?? ["barcode", "sku", "identifier"],
    scheduleCron: input.scheduleCron ?? null,
    userId: input.userId,
  });
  return { connectionId, saw, owned };
}

/** Sealed before anything is written: a connection without the credentials it was made with helps nobody. */
export function seal(
  ring: KeyRing,
  scope: { brandId: string; connectionId: string },
  { type, fields }: { type: string; fields: CredentialFields },
) {
  const end = typeof fields.expiresAt === "string" ? new Date(fields.expiresAt) : null;
  const expiresAt = end === null || Number.isNaN(end.getTime()) ? null : end;
  return { type, expiresAt, ...sealCredentials(ring, scope, fields) };
}

interface ReconnectInput {
  brandId: string;
  connectionId: string;
  slug: string;
  config: Record<string, unknown>;
  secrets: CredentialFields;
  userId: string | null;
}

/** Takes a disconnected connection up again with the account that it had; see `reconnect` in the database. */
export async function reconnectConnection(
  deps: ConnectDeps,
  input: ReconnectInput,
): Promise<{ offered: FieldKey[]; saw: CheckResult }> {
  const { brandId, connectionId, userId } = input;
  const connector = deps.connector(input.slug);
  const { saw, secrets } = await tryCredentials(deps, { ...input, connector });
  const { type } = connector.auth;
  const { offered } = await reconnect(deps.db, {
    brandId,
    connectionId,
    account: saw.account,
    credentials: seal(deps.ring, { brandId, connectionId }, { type, fields: secrets }),
    userId,
  });
  return { offered, saw };
}

export { disconnect as disconnectConnection };
