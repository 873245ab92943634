import { notFound } from "@v1/core";
import { and, desc, eq, ne } from "drizzle-orm";
import type { WorkerDb } from "../../client.ts";
import { brandIntegrations } from "../../schema/integrations/brand-integrations.ts";
import { integrations } from "../../schema/integrations/integrations.ts";
import { syncRuns } from "../../schema/sync/sync-runs.ts";
import type { BrandScope } from "../../scope.ts";

export type ConnectionDetail = Awaited<ReturnType<typeof getConnection>>;

const shown = {
  id: brandIntegrations.id,
  name: brandIntegrations.name,
  status: brandIntegrations.status,
  statusReason: brandIntegrations.statusReason,
  accountId: brandIntegrations.accountId,
  accountName: brandIntegrations.accountName,
  config: brandIntegrations.config,
  mayCreate: brandIntegrations.mayCreate,
  matchBy: brandIntegrations.matchBy,
  scheduleCron: brandIntegrations.scheduleCron,
  fullReadCron: brandIntegrations.fullReadCron,
  deletionPolicy: brandIntegrations.deletionPolicy,
  archiveGuardPercent: brandIntegrations.archiveGuardPercent,
  acceptOlderData: brandIntegrations.acceptOlderData,
  watermark: brandIntegrations.watermark,
  lastSyncAt: brandIntegrations.lastSyncAt,
  lastFullSyncAt: brandIntegrations.lastFullSyncAt,
  nextSyncAt: brandIntegrations.nextSyncAt,
  nextFullSyncAt: brandIntegrations.nextFullSyncAt,
  createdAt: brandIntegrations.createdAt,
  integration: {
    slug: integrations.slug,
    name: integrations.name,
    kind: integrations.kind,
    category: integrations.category,
  },
};

/**
 * A connection with its settings and its last runs, for the sparkline. Never its credentials.
 * @throws AppError `not_found`
 */
export async function getConnection(scope: BrandScope, id: string) {
  const { tx, brandId } = scope;
  const [connection] = await tx
    .select(shown)
    .from(brandIntegrations)
    .innerJoin(integrations, eq(integrations.id, brandIntegrations.integrationId))
    .where(and(eq(brandIntegrations.brandId, brandId), eq(brandIntegrations.id, id)));
  if (!connection) throw notFound("connection", id);
  const lastRuns = await tx
    .select({
      id: syncRuns.id,
      kind: syncRuns.kind,
      status: syncRuns.status,
      mode: syncRuns.mode,
      trigger: syncRuns.trigger,
      tallies: syncRuns.tallies,
      total: syncRuns.total,
      error: syncRuns.error,
      queuedAt: syncRuns.queuedAt,
      startedAt: syncRuns.startedAt,
      finishedAt: syncRuns.finishedAt,
    })
    .from(syncRuns)
    // A preview has done nothing.
    .where(and(eq(syncRuns.brandId, brandId), eq(syncRuns.connectionId, id), ne(syncRuns.kind, "preview")))
    .orderBy(desc(syncRuns.seq))
    .limit(20);
  return { ...connection, lastRuns };
}

/** When the credentials of a connection were last written, and until when they hold. Never what they are. */
export async function credentialsState(
  db: WorkerDb,
  { brandId, connectionId }: { brandId: string; connectionId: string },
): Promise<{ type: string; expiresAt: Date | null; savedAt: Date } | null> {
  const { rows } = await db.pool.query<{ type: string; expiresAt: Date | null; savedAt: Date }>(
    `select type, expires_at as "expiresAt", updated_at as "savedAt" from integration_credentials
    where brand_id = $1 and connection_id = $2`,
    [brandId, connectionId],
  );
  return rows[0] ?? null;
}
