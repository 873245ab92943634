import type { Renewals } from "../auth/types.ts";
import type { Connector } from "../kit/connector.ts";
import type { HttpClient } from "../kit/http.ts";
import type { ProcessClient } from "./client.ts";
import { guardedConnector } from "./guarded-connector.ts";
import type { ConnectionScope } from "./rates.ts";

interface GuardedConnection {
  connector: Connector;
  /** Null while it is only tried out: buckets and stored tokens belong to a connection that is there. */
  scope: ConnectionScope | null;
  secrets: unknown;
}

interface Guarded {
  /** Tells nothing of the connection's secrets. */
  connector: Connector;
  /** Keeps its limits, signs what asks for it, and leaves its system alone while it is down. */
  http: HttpClient & { readonly waitedMs: number };
}

/** What every connection of a process is worked with. */
export interface GuardDeps {
  /** The process's client. */
  http: ProcessClient;
  /** Where a connection's renewed tokens are kept; without it they last as long as its client. */
  renewals?(scope: ConnectionScope): Renewals;
}

/** What a connection is worked with: its connector and its client, each kept to what is the connection's. */
export function guardConnection(deps: GuardDeps, { connector, scope, secrets }: GuardedConnection): Guarded {
  const { scheme } = connector.auth;
  const http = deps.http.forConnection({
    scope,
    limits: connector.rateLimits,
    secrets,
    ...(scheme ? { scheme } : {}),
    ...(deps.renewals && scope ? { renewals: deps.renewals(scope) } : {}),
  });
  return { connector: guardedConnector(connector, secrets), http };
}
