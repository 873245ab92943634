import { guardConnection, type Suggestion } from "@v1/integrations";
import type { ApiDeps } from "../deps.ts";
import { attemptOf, type Caller } from "./change-connection.ts";
import { type ConnectionRef, checkSecrets, connectorOf, guardDeps } from "./connector-of.ts";
import type { Attempt } from "./try-connection.ts";

/** Milliseconds that a person waits for a source. */
const PATIENCE_MS = 30_000;

interface OfConnection {
  connectionId: string;
  /** As they stand on the page; those that are saved where they are left out. */
  config?: Record<string, unknown>;
}

/**
 * What the source's own words probably mean, for settings that say so; empty where it has no such words.
 * Of a connection that is kept, with its own credentials.
 */
export async function suggestSettings(
  deps: ApiDeps,
  caller: Caller,
  asked: Attempt | OfConnection,
): Promise<Suggestion[]> {
  const { attempt, stored } = await attemptOf(deps, caller, asked);
  return suggest(deps, attempt, stored);
}

async function suggest(
  deps: ApiDeps,
  { slug, config, secrets }: Attempt,
  scope: ConnectionRef | null,
): Promise<Suggestion[]> {
  const found = connectorOf(deps, slug);
  checkSecrets(found.auth.fields, secrets);
  const { connector, http } = guardConnection(guardDeps(deps), { connector: found, config, scope, secrets });
  const signal = AbortSignal.timeout(PATIENCE_MS);
  return (await connector.suggest?.({ config, secrets, http, signal, spillFolder: "" })) ?? [];
}
