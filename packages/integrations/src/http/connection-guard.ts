import { located } from "../auth/oauth-protocol.ts";
import type { Renewals } from "../auth/types.ts";
import type { Connector } from "../kit/connector.ts";
import type { HttpClient } from "../kit/http.ts";
import type { ProcessClient } from "./client.ts";
import { guardedConnector } from "./guarded-connector.ts";
import type { ConnectionScope } from "./rates.ts";
import { type Redactors, redactorsOf } from "./redactors.ts";

interface GuardedConnection {
  connector: Connector;
  /** Its settings, of which a provider's addresses may be a part. */
  config: unknown;
  /** Null while it is only tried out: buckets and stored tokens belong to a connection that is there. */
  scope: ConnectionScope | null;
  secrets: unknown;
  /** Where renewed tokens go while it is only tried out. */
  renewals?: Renewals;
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
export function guardConnection(
  deps: GuardDeps,
  { connector, config, scope, secrets, renewals }: GuardedConnection,
): Guarded {
  const declared = connector.auth.scheme;
  const scheme = declared?.kind === "oauth2" ? located(declared, config) : declared;
  const redactors = redactorsOf(secrets, scheme);
  const kept = scope && deps.renewals ? deps.renewals(scope) : renewals;
  const http = deps.http.forConnection({
    scope,
    limits: connector.rateLimits,
    secrets,
    ...(scheme ? { scheme } : {}),
    ...(kept ? { renewals: heard(kept, redactors) } : {}),
  });
  return { connector: guardedConnector(connector, secrets, redactors), http };
}

/** Tokens that are renewed on the way are secrets as well. */
function heard(renewals: Renewals, redactors: Redactors): Renewals {
  return {
    renew: async (stale, exchange) => {
      const fields = await renewals.renew(stale, async (stored) => {
        const tokens = await exchange(stored);
        const { accessToken, refreshToken } = tokens;
        for (const redactor of Object.values(redactors)) redactor.add([accessToken, refreshToken]);
        return tokens;
      });
      redactors.all.add(fields);
      redactors.private.add([fields?.accessToken, fields?.refreshToken]);
      return fields;
    },
  };
}
