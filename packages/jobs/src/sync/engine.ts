import { notFound } from "@v1/core";
import type { WorkerDb } from "@v1/db";
import {
  type Connector,
  connectors,
  type SyncDeps,
  startRun,
  storedRenewals,
  syncConnection,
} from "@v1/integrations";
import { loadCredentials, parseKeyRing } from "@v1/integrations/credentials";
import { importConnector } from "@v1/integrations/imports";
import type { JobsContext } from "../context.ts";
import type { SyncEngine } from "./run-sync.ts";

/** The sync engine, with what this process gives it. */
export function syncEngine(context: JobsContext): SyncEngine {
  return {
    start: async ({ brandId, connectionId, mode, trigger, startedBy }) =>
      await startRun(context.db, { brandId, connectionId, mode, trigger, startedBy }),
    sync: (job, signal, onAhead) => {
      const deps = depsOf(context, job.brandId, signal);
      return syncConnection(onAhead ? { ...deps, onAhead } : deps, job);
    },
  };
}

/** What an attempt at a run of the brand stands on. */
export function depsOf({ db, env, http }: JobsContext, brandId: string, signal: AbortSignal): SyncDeps {
  const ring = () => parseKeyRing(env.CREDENTIALS_KEYS);
  const secrets = async (scope: { brandId: string; connectionId: string }) =>
    (await loadCredentials({ db: db.pool, ring: ring() }, scope))?.fields.reveal() ?? null;
  return {
    db,
    http,
    renewals: (scope) => storedRenewals({ db, ring: ring() }, scope),
    connector: connectorsOf(db, brandId),
    secrets,
    signal,
    leaseSeconds: env.SYNC_LEASE_SECONDS,
  };
}

/** Files bring their rows: the connector for them reads those of the brand's imports. */
function connectorsOf(db: WorkerDb, brandId: string): (slug: string) => Connector {
  const all: Record<string, Connector> = { ...connectors, spreadsheet: importConnector(db, brandId) };
  return (slug) => connectorOf(all, slug);
}

function connectorOf(all: Record<string, Connector>, slug: string): Connector {
  const connector = Object.entries(all).find(([name]) => name === slug)?.[1];
  if (connector) return connector;
  throw notFound("connector", slug);
}
