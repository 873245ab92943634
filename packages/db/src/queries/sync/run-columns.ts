import { sql } from "drizzle-orm";
import { brandIntegrations } from "../../schema/integrations/brand-integrations.ts";
import { integrations } from "../../schema/integrations/integrations.ts";
import { syncRuns } from "../../schema/sync/sync-runs.ts";

/** What people see of a run; the checkpoint is the connector's own affair. */
export const runColumns = {
  id: syncRuns.id,
  seq: syncRuns.seq,
  connectionId: syncRuns.connectionId,
  connection: brandIntegrations.name,
  integration: integrations.slug,
  kind: syncRuns.kind,
  /** The run that this one undoes, replays or takes over. */
  subjectRunId: syncRuns.subjectRunId,
  mode: syncRuns.mode,
  trigger: syncRuns.trigger,
  startedBy: syncRuns.startedBy,
  status: syncRuns.status,
  tallies: syncRuns.tallies,
  total: syncRuns.total,
  ahead: syncRuns.ahead,
  verified: syncRuns.verified,
  /** Why a read that ended was not verified, in the connector's words. */
  unverifiedReason: sql<string | null>`${syncRuns.checkpoint} -> 'read' ->> 'reason'`,
  guard: syncRuns.guard,
  error: syncRuns.error,
  attempts: syncRuns.attempts,
  watermarkFrom: syncRuns.watermarkFrom,
  watermarkTo: syncRuns.watermarkTo,
  cancelRequestedAt: syncRuns.cancelRequestedAt,
  approvedAt: syncRuns.approvedAt,
  approvedBy: syncRuns.approvedBy,
  queuedAt: syncRuns.queuedAt,
  startedAt: syncRuns.startedAt,
  finishedAt: syncRuns.finishedAt,
};
