import { and, desc, eq, lt } from "drizzle-orm";
import { z } from "zod";
import { limitOf, type Page, type PageRequest, readCursor, toPage } from "../../page.ts";
import { brandIntegrations } from "../../schema/integrations/brand-integrations.ts";
import { integrations } from "../../schema/integrations/integrations.ts";
import { syncRuns } from "../../schema/sync/sync-runs.ts";
import type { BrandScope } from "../../scope.ts";
import type { Run } from "./get-run.ts";
import { runColumns } from "./run-columns.ts";

interface ListRuns extends PageRequest {
  /** Only this connection's; all of the brand's otherwise. */
  connectionId?: string;
}

/** Runs, newest first. */
export async function listRuns({ tx, brandId }: BrandScope, request: ListRuns = {}): Promise<Page<Run>> {
  const limit = limitOf(request);
  const before = readCursor(z.number(), request.cursor);
  const { connectionId } = request;
  const rows = await tx
    .select(runColumns)
    .from(syncRuns)
    .innerJoin(
      brandIntegrations,
      and(eq(brandIntegrations.brandId, brandId), eq(brandIntegrations.id, syncRuns.connectionId)),
    )
    .innerJoin(integrations, eq(integrations.id, brandIntegrations.integrationId))
    .where(
      and(
        eq(syncRuns.brandId, brandId),
        connectionId ? eq(syncRuns.connectionId, connectionId) : undefined,
        before === null ? undefined : lt(syncRuns.seq, before),
      ),
    )
    .orderBy(desc(syncRuns.seq))
    .limit(limit + 1);
  return toPage(rows, limit, (row) => row.seq);
}
