import type { WorkerDb } from "../../client.ts";
import { underLease } from "../merge/under-lease.ts";
import { execute } from "../statement.ts";
import { type Lease, leaseOf, type RunContext, type Tallies } from "../types.ts";
import type { GoneFigures } from "./retire-gone.ts";

export interface RunFailure {
  code: string;
  message: string;
  hint?: string;
}

interface Completion {
  tallies: Tallies;
  verified: boolean;
  /** Start of the next incremental read; null leaves the watermark where it is. */
  watermark: Date | null;
  mappingMoved: boolean;
}

const COMPLETE_RUN = `
update sync_runs set status = 'completed', finished_at = now(), verified = :verified, watermark_to = :watermark,
  tallies = :tallies::jsonb, error = null
where brand_id = :brand and id = :run and status = 'running'`;

const COMPLETE_CONNECTION = `
update brand_integrations set status = case when status in ('configuring', 'testing', 'error') then 'connected' else status end,
  status_reason = null, last_sync_at = now(), watermark = coalesce(:watermark::timestamptz, watermark),
  last_full_sync_at = case when :full::boolean then now() else last_full_sync_at end,
  force_full_read = force_full_read and not (:full::boolean and not :moved::boolean)
where brand_id = :brand and id = :connection`;

/** Ends a run and moves the watermark, both or neither; false where the lease is lost. */
export async function completeRun(db: WorkerDb, run: RunContext, end: Completion): Promise<boolean> {
  const done = await underLease(db, leaseOf(run), async (client) => {
    const params = {
      brand: run.brandId,
      run: run.runId,
      connection: run.connectionId,
      verified: end.verified,
      watermark: end.watermark,
      tallies: JSON.stringify(end.tallies),
      full: run.mode === "full" && end.verified,
      moved: end.mappingMoved,
    };
    await execute(client, { name: "complete run", text: COMPLETE_RUN }, params);
    await execute(client, { name: "complete connection", text: COMPLETE_CONNECTION }, params);
    return true;
  });
  return done === true;
}

/** A run in the hands of the worker that holds its connection. */
export interface HeldRun {
  lease: Lease;
  runId: string;
}

/** Writes on a run; false, and nothing written, where the lease is lost. */
async function write(
  db: WorkerDb,
  { lease, runId }: HeldRun,
  statement: { text: string; values?: unknown[] },
): Promise<boolean> {
  const done = await underLease(db, lease, async (client) => {
    await client.query(statement.text, [lease.brandId, runId, ...(statement.values ?? [])]);
    return true;
  });
  return done === true;
}

/**
 * Ends a run as failed; what was merged stays, and the watermark does not move. Only what a person has
 * to mend makes the connection an error: after the rest its schedule goes on, and the reason is shown.
 */
export function failRun(
  db: WorkerDb,
  run: HeldRun,
  { needsAttention, ...failure }: RunFailure & { needsAttention: boolean },
): Promise<boolean> {
  return write(db, run, {
    text: `with failed as (
       update sync_runs set status = 'failed', finished_at = now(), error = $3::jsonb
       where brand_id = $1 and id = $2 and status in ('queued', 'running')
       returning connection_id
     )
     update brand_integrations c set status = case when $5 then 'error' else c.status end, status_reason = $4,
       last_sync_at = now()
     from failed where c.brand_id = $1 and c.id = failed.connection_id and c.status not in ('paused', 'disconnected')`,
    values: [JSON.stringify(failure), failure.message, needsAttention],
  });
}

/** What went wrong in an attempt that will be repeated; shown while the run waits for its next one. */
export function noteFailure(db: WorkerDb, run: HeldRun, failure: RunFailure): Promise<boolean> {
  return write(db, run, {
    text: `update sync_runs set error = $3::jsonb where brand_id = $1 and id = $2 and status = 'running'`,
    values: [JSON.stringify(failure)],
  });
}

export function cancelRun(db: WorkerDb, run: HeldRun): Promise<boolean> {
  return write(db, run, {
    text: `update sync_runs set status = 'cancelled', finished_at = now()
     where brand_id = $1 and id = $2 and status = 'running'`,
  });
}

/** Stops before a mass archive and keeps the figures that the brand decides on. */
export function awaitApproval(
  db: WorkerDb,
  run: HeldRun,
  { guard, checkpoint }: { guard: GoneFigures; checkpoint: unknown },
): Promise<boolean> {
  return write(db, run, {
    text: `update sync_runs set status = 'awaiting_approval', guard = $3::jsonb, checkpoint = $4::jsonb
     where brand_id = $1 and id = $2 and status = 'running'`,
    values: [JSON.stringify(guard), JSON.stringify(checkpoint)],
  });
}

/** The end of reading is a position too, so that an approval goes on behind it. */
export function saveCheckpoint(db: WorkerDb, run: HeldRun, checkpoint: unknown): Promise<boolean> {
  return write(db, run, {
    text: "update sync_runs set checkpoint = $3::jsonb where brand_id = $1 and id = $2",
    values: [JSON.stringify(checkpoint)],
  });
}

/** Mapping version of the connection as it is now: a run that outlived a change may not judge deletions. */
export async function currentMappingVersion(
  db: WorkerDb,
  { brandId, connectionId }: { brandId: string; connectionId: string },
): Promise<number> {
  const { rows } = await db.pool.query<{ version: number }>(
    "select mapping_version as version from brand_integrations where brand_id = $1 and id = $2",
    [brandId, connectionId],
  );
  return rows[0]?.version ?? 0;
}

/** Remembers which account a connection speaks to, the first time that it answers. */
export async function rememberAccount(
  db: WorkerDb,
  account: { brandId: string; connectionId: string; id: string; name: string },
): Promise<void> {
  await db.pool.query(
    `update brand_integrations set account_id = $3, account_name = $4
     where brand_id = $1 and id = $2 and account_id is null`,
    [account.brandId, account.connectionId, account.id, account.name],
  );
}
