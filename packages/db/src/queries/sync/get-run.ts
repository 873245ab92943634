import { notFound } from "@v1/core";
import { and, eq } from "drizzle-orm";
import { brandIntegrations } from "../../schema/integrations/brand-integrations.ts";
import { integrations } from "../../schema/integrations/integrations.ts";
import { syncRuns } from "../../schema/sync/sync-runs.ts";
import type { BrandScope } from "../../scope.ts";
import { runColumns } from "./run-columns.ts";

export type Run = Awaited<ReturnType<typeof findRun>>[number];

/** @throws AppError `not_found` */
export async function getRun(scope: BrandScope, id: string): Promise<Run> {
  const [run] = await findRun(scope, id);
  if (!run) throw notFound("run", id);
  return run;
}

function findRun({ tx, brandId }: BrandScope, id: string) {
  return tx
    .select(runColumns)
    .from(syncRuns)
    .innerJoin(
      brandIntegrations,
      and(eq(brandIntegrations.brandId, brandId), eq(brandIntegrations.id, syncRuns.connectionId)),
    )
    .innerJoin(integrations, eq(integrations.id, brandIntegrations.integrationId))
    .where(and(eq(syncRuns.brandId, brandId), eq(syncRuns.id, id)));
}
