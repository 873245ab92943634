import { notFound } from "@v1/core";
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { WorkerDb } from "../../client.ts";
import { limitOf, type Page, type PageRequest, readCursor, toPage } from "../../page.ts";
import type { BrandScope } from "../../scope.ts";
import type { PreviewDiff } from "./rehearse-chunk.ts";

export interface PreviewReport {
  records: number;
  /** Records by what would become of them. */
  effects: Record<string, number>;
  fields: PreviewFieldCounts[];
  ownershipVersion: number;
  verified?: boolean;
  sourceTime?: string;
  /** The import that it looks at: committing that takes it over, nothing else does. */
  importId?: string;
}

export interface PreviewFieldCounts {
  field: string;
  created: number;
  changed: number;
  kept: number;
  conflicts: number;
  rejected: number;
}

export interface Preview {
  runId: string;
  connectionId: string;
  status: string;
  mode: "full" | "incremental";
  report: PreviewReport | null;
  tallies: Record<string, number>;
  error: { code: string; message: string; hint?: string } | null;
  expiresAt: Date;
  /** The sync that merged it. */
  takenOverBy: string | null;
}

/** A preview, under way or done. @throws AppError `not_found` */
export async function getPreview({ tx, brandId }: BrandScope, runId: string): Promise<Preview> {
  const { rows } = await tx.execute<Preview & Record<string, unknown>>(sql`
    select r.id as "runId", r.connection_id as "connectionId", r.status, r.mode, r.report, r.tallies, r.error,
      r.expires_at as "expiresAt", (
        select t.id from sync_runs t where t.brand_id = r.brand_id and t.subject_run_id = r.id and t.kind = 'sync'
        order by t.seq desc limit 1) as "takenOverBy"
    from sync_runs r where r.brand_id = ${brandId} and r.id = ${runId} and r.kind = 'preview'`);
  const [row] = rows;
  if (!row) throw notFound("preview", runId);
  return { ...row, expiresAt: new Date(row.expiresAt) };
}

export interface PreviewRecord {
  ordinal: number;
  externalId: string;
  effect: string;
  productId: string | null;
  identifier: string | null;
  name: string | null;
  diff: PreviewDiff | null;
  /** Of a product that would be new: what it would say. */
  values: Record<string, unknown> | null;
}

interface ListPreview extends PageRequest {
  runId: string;
  effect?: string;
  fieldKey?: string;
}

/** What a preview found, record by record in source order; those that nothing happens to only where asked for. */
export async function listPreviewRecords(
  { tx, brandId }: BrandScope,
  request: ListPreview,
): Promise<Page<PreviewRecord>> {
  const limit = limitOf(request);
  const after = readCursor(z.number(), request.cursor);
  const { runId, effect, fieldKey } = request;
  const { rows } = await tx.execute<PreviewRecord & Record<string, unknown>>(sql`
    select ordinal::int as ordinal, external_id as "externalId", effect, product_id as "productId", identifier, name, diff,
      case when effect = 'created' then mapped -> 'observed' end as values
    from preview_records
    where brand_id = ${brandId} and run_id = ${runId} and ordinal > ${after ?? -1}
      and ${effect ? sql`effect = ${effect}` : sql`effect <> 'unchanged'`}
      ${fieldKey ? sql`and ${touches(fieldKey)}` : sql``}
    order by preview_records.ordinal limit ${limit + 1}`);
  return toPage(rows, limit, (row) => row.ordinal);
}

function touches(fieldKey: string) {
  const named = JSON.stringify([{ field: fieldKey }]);
  return sql`(diff->'changes' @> ${named}::jsonb or diff->'conflicts' @> ${named}::jsonb
    or diff->'rejected' @> ${named}::jsonb or diff->'kept' ? ${fieldKey})`;
}

export interface PlannedRecord {
  ordinal: number;
  externalId: string;
  mapped: unknown;
  contentHash: Buffer;
}

/** What a preview read, for the run that takes it over. */
export async function readPlan(
  { pool }: WorkerDb,
  plan: { brandId: string; runId: string; after: number; limit: number },
): Promise<PlannedRecord[]> {
  const { rows } = await pool.query<PlannedRecord>(
    `select ordinal::int as ordinal, external_id as "externalId", mapped, content_hash as "contentHash"
     from preview_records
     where brand_id = $1 and run_id = $2 and ordinal > $3 and content_hash is not null order by preview_records.ordinal limit $4`,
    [plan.brandId, plan.runId, plan.after, plan.limit],
  );
  return rows;
}

/** Whether a preview read all of the source, and when it began. */
export async function readPlanSummary(
  { pool }: WorkerDb,
  { brandId, runId }: { brandId: string; runId: string },
): Promise<{ verified: boolean; sourceTime: string | null; records: number }> {
  const { rows } = await pool.query<{ report: PreviewReport | null; startedAt: Date }>(
    `select report, started_at as "startedAt" from sync_runs where brand_id = $1 and id = $2`,
    [brandId, runId],
  );
  const [row] = rows;
  if (!row?.report) throw notFound("preview", runId);
  const { verified = false, sourceTime, records } = row.report;
  return { verified, sourceTime: sourceTime ?? row.startedAt.toISOString(), records };
}
