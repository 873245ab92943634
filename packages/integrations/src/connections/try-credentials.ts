import { triedSecrets } from "../auth/tried-secrets.ts";
import type { CredentialFields } from "../credentials/index.ts";
import type { ProcessClient } from "../http/client.ts";
import { guardConnection } from "../http/connection-guard.ts";
import type { CheckResult, Connector } from "../kit/connector.ts";

interface Tried {
  connector: Connector;
  config: Record<string, unknown>;
  secrets: CredentialFields;
  /** Milliseconds that somebody waits for it; a minute by default. */
  patienceMs?: number;
}

/**
 * Asks a source who it is with credentials that are not kept yet.
 * @returns what it saw, and the credentials as they are afterwards: tokens may have been renewed
 * @throws AppError of the connector's check, with what to mend
 */
export async function tryCredentials(
  { http }: { http: ProcessClient },
  { connector, config, secrets, patienceMs = 60_000 }: Tried,
): Promise<{ saw: CheckResult; secrets: CredentialFields }> {
  const tried = triedSecrets(secrets);
  const guarded = guardConnection(
    { http },
    { connector, config, scope: null, secrets, renewals: tried.renewals },
  );
  const saw = await guarded.connector.check({
    config,
    secrets,
    http: guarded.http,
    signal: AbortSignal.timeout(patienceMs),
    spillFolder: "",
  });
  return { saw, secrets: tried.latest() };
}
