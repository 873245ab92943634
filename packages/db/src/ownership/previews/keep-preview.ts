import type { WorkerDb } from "../../client.ts";
import { inTransaction, type Queryable } from "../../queries/jobs/queryable.ts";
import type { Tallies } from "../../sync/types.ts";
import type { RehearsedRecord } from "./rehearse-chunk.ts";

interface Ref {
  brandId: string;
  runId: string;
}

export interface KeptRecord extends Omit<RehearsedRecord, "mapped"> {
  ordinal: number;
  mapped: unknown;
  /** Hexadecimal; null where it cannot be taken over. */
  contentHash: string | null;
}

const KEEP = `
insert into preview_records (brand_id, run_id, ordinal, external_id, effect, product_id, identifier, name, diff, mapped, content_hash)
select $1, $2, x.ordinal, x."externalId", x.effect, x."productId", x.identifier, x.name, x.diff, x.mapped, decode(x."contentHash", 'hex')
from jsonb_to_recordset($3::jsonb) x(ordinal bigint, "externalId" text, effect text, "productId" uuid, identifier text,
  name text, diff jsonb, mapped jsonb, "contentHash" text)
on conflict (brand_id, run_id, ordinal) do nothing`;

const SAVE = `
update sync_runs set checkpoint = $3, tallies = $4, total = coalesce($5, total), report = $6, attempts = 0
where brand_id = $1 and id = $2 and status = 'running'
returning cancel_requested_at is not null as cancelled`;

export async function insertRecords(
  client: Queryable,
  { brandId, runId }: Ref,
  records: readonly KeptRecord[],
): Promise<void> {
  if (records.length > 0) await client.query(KEEP, [brandId, runId, JSON.stringify(records)]);
}

/** Keeps what a chunk's rehearsal found, together with how far the preview came. */
export function keepRehearsed(
  db: WorkerDb,
  { brandId, runId }: Ref,
  kept: {
    records: KeptRecord[];
    checkpoint: unknown;
    tallies: Tallies;
    total: number | null;
    report: unknown;
  },
): Promise<{ cancelled: boolean }> {
  return inTransaction(db, async (client) => {
    await insertRecords(client, { brandId, runId }, kept.records);
    const { checkpoint, tallies, total, report } = kept;
    const { rows } = await client.query<{ cancelled: boolean }>(SAVE, [
      brandId,
      runId,
      JSON.stringify(checkpoint),
      JSON.stringify(tallies),
      total,
      JSON.stringify(report),
    ]);
    // Somebody ended it meanwhile: there is nothing to go on with.
    return { cancelled: rows[0]?.cancelled ?? true };
  });
}

const GONE = `
with last as (
  select coalesce(max(ordinal), -1) as ordinal from preview_records where brand_id = $1 and run_id = $2
)
insert into preview_records (brand_id, run_id, ordinal, external_id, effect, product_id, identifier, name)
select $1, $2, last.ordinal + row_number() over (order by l.external_id), l.external_id, 'archived', p.id,
  p.product_identifier, p.name
from sync_runs r
join product_sources l on l.brand_id = $1 and l.connection_id = r.connection_id and l.state in ('live', 'disconnected')
join products p on p.brand_id = $1 and p.id = l.product_id
cross join last
where r.brand_id = $1 and r.id = $2 and not exists (
    select from preview_records s where s.brand_id = $1 and s.run_id = $2 and s.external_id = l.external_id
  ) and not exists (
    select from product_sources o where o.brand_id = $1 and o.product_id = p.id and o.connection_id <> r.connection_id
      and o.state = 'live'
  ) and not exists (select from field_pins f where f.brand_id = $1 and f.product_id = p.id)`;

/** After a verified full read: what the source does not have any more. @returns products that would be archived */
export async function keepGone({ pool }: WorkerDb, { brandId, runId }: Ref): Promise<number> {
  await pool.query(
    "delete from preview_records where brand_id = $1 and run_id = $2 and effect = 'archived'",
    [brandId, runId],
  );
  return (await pool.query(GONE, [brandId, runId])).rowCount ?? 0;
}

/** Ends a preview. */
export async function endPreview(
  { pool }: WorkerDb,
  { brandId, runId }: Ref,
  end: { status: "completed" | "failed" | "cancelled"; tallies?: Tallies; report?: unknown; error?: object },
): Promise<void> {
  await pool.query(
    `update sync_runs set status = $3, finished_at = now(), tallies = coalesce($4, tallies), report = coalesce($5, report),
       error = $6
     where brand_id = $1 and id = $2 and kind = 'preview' and status in ('queued', 'running')`,
    [
      brandId,
      runId,
      end.status,
      end.tallies ? JSON.stringify(end.tallies) : null,
      end.report ? JSON.stringify(end.report) : null,
      end.error ? JSON.stringify(end.error) : null,
    ],
  );
}
