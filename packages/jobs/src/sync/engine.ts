import { notFound } from "@v1/core";
import { type Connector, connectors, startRun, syncConnection } from "@v1/integrations";
import { loadCredentials, parseKeyRing } from "@v1/integrations/credentials";
import type { JobsContext } from "../context.ts";
import type { SyncEngine } from "./run-sync.ts";

/** The sync engine, with what this process gives it. */
export function syncEngine({ db, env, http }: JobsContext): SyncEngine {
  const secrets = async (scope: { brandId: string; connectionId: string }) => {
    const ring = parseKeyRing(env.CREDENTIALS_KEYS);
    return (await loadCredentials({ db: db.pool, ring }, scope))?.fields.reveal() ?? null;
  };
  return {
    start: async ({ brandId, connectionId, mode, trigger, startedBy }) =>
      await startRun(db, { brandId, connectionId, mode, trigger, startedBy }),
    sync: (job, signal) =>
      syncConnection(
        { db, http, connector: connectorOf, secrets, signal, leaseSeconds: env.SYNC_LEASE_SECONDS },
        job,
      ),
  };
}

function connectorOf(slug: string): Connector {
  const connector = Object.entries<Connector>(connectors).find(([name]) => name === slug)?.[1];
  if (connector) return connector;
  throw notFound("connector", slug);
}
