import { guardConnection, type Suggestion } from "@v1/integrations";
import type { ApiDeps } from "../deps.ts";
import { checkSecrets, connectorOf, guardDeps } from "./connector-of.ts";
import type { Attempt } from "./try-connection.ts";

/** Milliseconds that a person waits for a source. */
const PATIENCE_MS = 30_000;

/** What the source's own words probably mean, for settings that say so; empty where it has no such words. */
export async function suggestSettings(
  deps: ApiDeps,
  { slug, config, secrets }: Attempt,
): Promise<Suggestion[]> {
  const found = connectorOf(deps, slug);
  checkSecrets(found, secrets);
  const { connector, http } = guardConnection(guardDeps(deps), { connector: found, scope: null, secrets });
  const signal = AbortSignal.timeout(PATIENCE_MS);
  return (await connector.suggest?.({ config, secrets, http, signal, spillFolder: "" })) ?? [];
}
