import type { Renewals } from "../auth/types.ts";
import type { Connector } from "../kit/connector.ts";
import type { HttpClient } from "../kit/http.ts";
import type { createHttpClient } from "./client.ts";
import { guardedConnector } from "./guarded-connector.ts";
import type { ConnectionScope } from "./rates.ts";

interface GuardedConnection {
  connector: Connector;
  scope: ConnectionScope;
  secrets: unknown;
  /** False while it is only tried out: buckets and stored tokens belong to a connection that is there. */
  isStored?: boolean;
}

interface Guarded {
  /** Tells nothing of the connection's secrets. */
  connector: Connector;
  /** Keeps its limits, signs what asks for it, and leaves its system alone while it is down. */
  http: HttpClient & { readonly waitedMs: number };
}

/**
 * What a connection is worked with: its connector and its client, each kept to what is the connection's.
 * @param deps the process's client, and where a connection's renewed tokens are kept
 */
export function connectionGuard(deps: {
  http: ReturnType<typeof createHttpClient>;
  renewals?: (scope: ConnectionScope) => Renewals;
}): (connection: GuardedConnection) => Guarded {
  return ({ connector, scope, secrets, isStored = true }) => {
    const { scheme } = connector.auth;
    const http = deps.http.forConnection({
      scope,
      limits: isStored ? connector.rateLimits : [],
      secrets,
      ...(scheme ? { scheme } : {}),
      ...(deps.renewals && isStored ? { renewals: deps.renewals(scope) } : {}),
    });
    return { connector: guardedConnector(connector, secrets), http };
  };
}
