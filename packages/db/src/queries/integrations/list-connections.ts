import { ask } from "../../request/ask.ts";
import { brandIntegrations } from "../../schema/integrations/brand-integrations.ts";
import type { integrations } from "../../schema/integrations/integrations.ts";
import { syncRuns } from "../../schema/sync/sync-runs.ts";
import type { BrandScope } from "../../scope.ts";
import { columnsOf, type FromJson, jsonOf, withDates } from "../products/json-of.ts";

type Connection = Pick<typeof brandIntegrations.$inferSelect, (typeof OWN)[number]>;
type LastRun = Pick<typeof syncRuns.$inferSelect, (typeof RUN)[number]>;

export interface ConnectionSummary extends Connection {
  integration: Pick<typeof integrations.$inferSelect, "slug" | "name" | "kind" | "category">;
  /** The latest that was no preview. */
  lastRun: LastRun | null;
}

interface Row {
  own: FromJson<Connection>;
  integration: ConnectionSummary["integration"];
  lastRun: FromJson<LastRun> | null;
}

const OWN = [
  "id",
  "name",
  "status",
  "statusReason",
  "accountName",
  "mayCreate",
  "matchBy",
  "scheduleCron",
  "fullReadCron",
  "deletionPolicy",
  "lastSyncAt",
  "lastFullSyncAt",
  "nextSyncAt",
  "nextFullSyncAt",
  "createdAt",
] as const;

const RUN = [
  "id",
  "status",
  "mode",
  "tallies",
  "total",
  "error",
  "queuedAt",
  "startedAt",
  "finishedAt",
] as const;

/** By the brand and by key, so that one plan suits every brand. */
const LIST = `/* keep:connections */ select ${jsonOf("c", columnsOf(brandIntegrations, OWN))} as own,
  json_build_object('slug', i.slug, 'name', i.name, 'kind', i.kind, 'category', i.category) as integration, r.run as "lastRun"
from brand_integrations c
join integrations i on i.id = c.integration_id
left join lateral (
  select ${jsonOf("r", columnsOf(syncRuns, RUN))} as run from sync_runs r
  where r.brand_id = $1 and r.connection_id = c.id and r.kind <> 'preview' order by r.seq desc limit 1
) r on true
where c.brand_id = $1
order by c.name, c.id`;

/** The brand's connections with their integration and latest run, by name. Asked again while a sync is watched. */
export async function listConnections({ tx, brandId }: BrandScope): Promise<ConnectionSummary[]> {
  const rows = await ask<Row>(tx, { text: LIST, values: [brandId] });
  return rows.map(({ own, integration, lastRun }) => ({
    ...withDates<Connection>(own, [
      "lastSyncAt",
      "lastFullSyncAt",
      "nextSyncAt",
      "nextFullSyncAt",
      "createdAt",
    ]),
    integration,
    lastRun: lastRun && withDates<LastRun>(lastRun, ["queuedAt", "startedAt", "finishedAt"]),
  }));
}
