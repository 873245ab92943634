import type { FieldKey } from "@v1/core";
import { type BrandScope, getConnection } from "@v1/db";
import { connect, disconnectConnection, reconnectConnection } from "@v1/integrations";
import { suppliedBy } from "@v1/integrations/ownership";
import type { ApiDeps } from "../deps.ts";
import { attemptOf, type Caller } from "./change-connection.ts";
import { checkSecrets, connectDeps, connectorOf } from "./connector-of.ts";
import { triggerRun } from "./trigger-run.ts";
import { type Attempt, tryConnection } from "./try-connection.ts";

interface NewConnection extends Attempt {
  brandId: string;
  userId: string;
  name: string;
  mayCreate?: boolean;
  matchBy?: ("barcode" | "sku" | "identifier")[];
  scheduleCron?: string | null;
  /** What it shall own of what it supplies. */
  fields?: FieldKey[];
  /** Starts the first run at once. */
  start: boolean;
}

/**
 * What a source answers before anything is saved, and the fields that it supplies with these settings; of a
 * connection that is being set up, with the access that it has.
 */
export async function tryNew(deps: ApiDeps, caller: Caller, asked: Attempt | { connectionId: string }) {
  const { attempt, stored } = await attemptOf(deps, caller, asked);
  const saw = await tryConnection(deps, attempt, stored);
  return { ...saw, fields: suppliedBy(connectorOf(deps, attempt.slug), attempt.config) };
}

/** @returns the connection, what its source said, the fields that it owns now, and its first run */
export async function makeConnection(deps: ApiDeps, { start, ...input }: NewConnection) {
  checkSecrets(connectorOf(deps, input.slug).auth.fields, input.secrets);
  const made = await connect(connectDeps(deps), input);
  const { brandId, userId } = input;
  if (!start) return { ...made, runId: null };
  const ref = { brandId, userId, connectionId: made.connectionId };
  const { runId } = await triggerRun(deps, { ...ref, mode: "full", trigger: "manual" });
  return { ...made, runId };
}

/** Asks the source with what is saved. @throws AppError of the connector, with what to mend */
export async function testConnection(deps: ApiDeps, caller: Caller, connectionId: string) {
  const { attempt, stored } = await attemptOf(deps, caller, { connectionId });
  return tryConnection(deps, attempt, stored);
}

export async function endConnection(deps: ApiDeps, caller: Caller, connectionId: string) {
  await caller.read((scope: BrandScope) => getConnection(scope, connectionId));
  return disconnectConnection(deps.worker, { ...caller.scope, connectionId });
}

interface Renewal {
  connectionId: string;
  secrets: Record<string, string>;
  config?: Record<string, unknown>;
}

/** Takes a connection up again and starts the full read that this needs. */
export async function renewConnection(deps: ApiDeps, caller: Caller, renewal: Renewal) {
  const { connectionId, secrets } = renewal;
  const known = await caller.read((scope) => getConnection(scope, connectionId));
  const { slug } = known.integration;
  checkSecrets(connectorOf(deps, slug).auth.fields, secrets);
  const config = renewal.config ?? known.config;
  const renewed = await reconnectConnection(connectDeps(deps), {
    ...caller.scope,
    connectionId,
    slug,
    config,
    secrets,
  });
  const { runId } = await triggerRun(deps, {
    ...caller.scope,
    connectionId,
    mode: "full",
    trigger: "reconnect",
  });
  return { ...renewed, runId };
}
