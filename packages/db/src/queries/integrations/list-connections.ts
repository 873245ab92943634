import { and, asc, desc, eq, ne, sql } from "drizzle-orm";
import { brandIntegrations } from "../../schema/integrations/brand-integrations.ts";
import { integrations } from "../../schema/integrations/integrations.ts";
import { syncRuns } from "../../schema/sync/sync-runs.ts";
import type { BrandScope } from "../../scope.ts";

export type ConnectionSummary = Awaited<ReturnType<typeof listConnections>>[number];

/** The brand's connections with their integration and latest run, by name. */
export function listConnections({ tx, brandId }: BrandScope) {
  const lastRun = tx
    .select({
      id: syncRuns.id,
      status: syncRuns.status,
      mode: syncRuns.mode,
      tallies: syncRuns.tallies,
      total: syncRuns.total,
      error: syncRuns.error,
      queuedAt: syncRuns.queuedAt,
      startedAt: syncRuns.startedAt,
      finishedAt: syncRuns.finishedAt,
    })
    .from(syncRuns)
    .where(
      and(
        eq(syncRuns.brandId, brandId),
        eq(syncRuns.connectionId, brandIntegrations.id),
        ne(syncRuns.kind, "preview"),
      ),
    )
    .orderBy(desc(syncRuns.seq))
    .limit(1)
    .as("last_run");
  return tx
    .select({
      id: brandIntegrations.id,
      name: brandIntegrations.name,
      status: brandIntegrations.status,
      statusReason: brandIntegrations.statusReason,
      accountName: brandIntegrations.accountName,
      mayCreate: brandIntegrations.mayCreate,
      matchBy: brandIntegrations.matchBy,
      scheduleCron: brandIntegrations.scheduleCron,
      fullReadCron: brandIntegrations.fullReadCron,
      deletionPolicy: brandIntegrations.deletionPolicy,
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
      lastRun: {
        id: lastRun.id,
        status: lastRun.status,
        mode: lastRun.mode,
        tallies: lastRun.tallies,
        total: lastRun.total,
        error: lastRun.error,
        queuedAt: lastRun.queuedAt,
        startedAt: lastRun.startedAt,
        finishedAt: lastRun.finishedAt,
      },
    })
    .from(brandIntegrations)
    .innerJoin(integrations, eq(integrations.id, brandIntegrations.integrationId))
    .leftJoinLateral(lastRun, sql`true`)
    .where(eq(brandIntegrations.brandId, brandId))
    .orderBy(asc(brandIntegrations.name), asc(brandIntegrations.id));
}
