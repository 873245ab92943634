import type { WorkerDb } from "../../client.ts";
import { insertRecords, type KeptRecord } from "../../ownership/previews/keep-preview.ts";
import type { PreviewReport } from "../../ownership/previews/read-preview.ts";
import { KEPT_HOURS } from "../../ownership/previews/start-preview.ts";
import type { Tallies } from "../../sync/types.ts";
import { inTransaction, type Queryable } from "../jobs/queryable.ts";

interface ImportLook {
  brandId: string;
  connectionId: string;
  importId: string;
  userId: string | null;
  tallies: Tallies;
  report: PreviewReport;
  records: KeptRecord[];
}

/** A file is looked at again and again until it is right: one preview of it is kept. */
const AGAIN = `
update sync_runs r set report = $3, tallies = $4, total = $5, started_by = $6, started_at = now(), finished_at = now(),
  queued_at = now(), expires_at = now() + make_interval(hours => ${KEPT_HOURS})
where r.brand_id = $1 and r.id = (
  select p.id from sync_runs p where p.brand_id = $1 and p.connection_id = $2 and p.kind = 'preview'
    and p.report ->> 'importId' = $3::jsonb ->> 'importId'
  order by p.seq desc limit 1
) returning r.id`;

const FIRST = `
insert into sync_runs (brand_id, connection_id, kind, mode, trigger, status, report, tallies, total, started_by,
  started_at, finished_at, expires_at)
select $1, $2, 'preview', 'full', 'manual', 'completed', $3::jsonb, $4, $5, $6,
  now(), now(), now() + make_interval(hours => ${KEPT_HOURS})
returning id`;

/** Keeps what the preview of an import found, to be browsed like any other preview. @returns its run */
export function keepImportPreview(db: WorkerDb, look: ImportLook): Promise<string> {
  return inTransaction(db, async (client) => {
    const { brandId, connectionId, importId, userId, tallies, records } = look;
    const report = { ...look.report, importId };
    const values = [
      ...[brandId, connectionId, JSON.stringify(report), JSON.stringify(tallies)],
      ...[records.length, userId],
    ];
    const runId = (await idOf(client, AGAIN, values)) ?? (await idOf(client, FIRST, values));
    if (!runId) throw new Error("An insert of one row gave none.");
    await client.query("delete from preview_records where brand_id = $1 and run_id = $2", [brandId, runId]);
    await insertRecords(client, { brandId, runId }, records);
    return runId;
  });
}

async function idOf(client: Queryable, text: string, values: unknown[]): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>(text, values);
  return rows[0]?.id ?? null;
}
