import { and, count, desc, eq, sql } from "drizzle-orm";
import { syncErrors } from "../../schema/sync/sync-errors.ts";
import type { BrandScope } from "../../scope.ts";

/** A run's record errors by code and field: how many, and one of each to read. The most first. */
export function listRunErrorGroups({ tx, brandId }: BrandScope, runId: string) {
  return tx
    .select({
      code: syncErrors.code,
      field: syncErrors.field,
      count: count(),
      message: sql<string>`min(${syncErrors.message})`,
      hint: sql<string>`min(${syncErrors.hint})`,
    })
    .from(syncErrors)
    .where(and(eq(syncErrors.brandId, brandId), eq(syncErrors.runId, runId)))
    .groupBy(syncErrors.code, syncErrors.field)
    .orderBy(desc(count()), syncErrors.code, syncErrors.field);
}
