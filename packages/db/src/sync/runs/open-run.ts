import { randomUUID } from "node:crypto";
import { AppError, notFound } from "@v1/core";
import type { WorkerDb } from "../../client.ts";
import { acquireLease, heartbeat, releaseLease } from "../merge/lease.ts";
import { withSession } from "../session.ts";
import { execute } from "../statement.ts";
import { type Lease, NO_TALLIES, type Tallies } from "../types.ts";

/** Takes the connection's lease for one run; null while another worker holds it. */
export async function takeLease(
  db: WorkerDb,
  want: { brandId: string; connectionId: string; runId: string; seconds: number },
): Promise<Lease | null> {
  const token = randomUUID();
  const params = {
    brand: want.brandId,
    connection: want.connectionId,
    run: want.runId,
    token,
    seconds: want.seconds,
  };
  const { rowCount } = await withSession(db, (client) =>
    execute(client, { name: "take lease", text: acquireLease }, params),
  );
  return rowCount
    ? { brandId: want.brandId, connectionId: want.connectionId, token, seconds: want.seconds }
    : null;
}

function parameters(lease: Lease) {
  return { brand: lease.brandId, connection: lease.connectionId, token: lease.token, seconds: lease.seconds };
}

/** The heartbeat between chunks: whether the lease is still ours, and whether the run should stop. */
export async function holdLease(
  db: WorkerDb,
  { lease, runId }: { lease: Lease; runId: string },
): Promise<{ held: boolean; cancelRequested: boolean }> {
  const { rows } = await withSession(db, (client) =>
    execute<{ held: boolean; cancelRequested: boolean }>(
      client,
      { name: "heartbeat", text: heartbeat },
      { ...parameters(lease), run: runId },
    ),
  );
  return rows[0] ?? { held: false, cancelRequested: false };
}

export async function dropLease(db: WorkerDb, lease: Lease): Promise<void> {
  await withSession(db, (client) =>
    execute(client, { name: "release lease", text: releaseLease }, parameters(lease)),
  );
}

export interface OpenedRun {
  seq: number;
  kind: "sync" | "replay" | "preview";
  /** The run that this one replays or takes over. */
  subjectRunId: string | null;
  status: "queued" | "running" | "awaiting_approval" | "completed" | "failed" | "cancelled";
  mode: "full" | "incremental";
  checkpoint: unknown;
  tallies: Tallies;
  total: number | null;
  attempts: number;
  startedAt: Date;
  approved: boolean;
  cancelRequested: boolean;
  watermarkFrom: Date | null;
  /** Mapping that the run began with: a later attempt may find another one. */
  mappingVersion: number;
  /** What the read before this one left to the next; null where it was not verified, or mapped otherwise. */
  memory: unknown;
  connection: {
    slug: string;
    name: string;
    status: string;
    accountId: string | null;
    config: Record<string, unknown>;
    mayCreate: boolean;
    matchBy: string[];
    deletionPolicy: "archive" | "unlink" | "ignore";
    guardPercent: number;
    acceptOlder: boolean;
    mappingVersion: number;
    /** Of the last verified full read: a changed one means that filters may have changed. */
    lastFullMapping: number | null;
  };
}

const OPEN = `
with opened as (
  update sync_runs set
    status = case when status = 'queued' then 'running' else status end,
    started_at = coalesce(started_at, now()),
    mapping_version = coalesce(mapping_version, $3::int * 100000 + (
      select c.mapping_version from brand_integrations c where c.brand_id = $1 and c.id = sync_runs.connection_id)),
    attempts = attempts + 1
  where brand_id = $1 and id = $2
  returning *
)
select r.seq::int, r.kind, r.subject_run_id, r.status, r.mode, r.checkpoint, r.tallies, r.total, r.attempts, r.started_at,
  r.approved_at is not null as approved, r.cancel_requested_at is not null as cancel_requested, r.watermark_from,
  r.mapping_version, c.mapping_version as connection_mapping, r.connection_id, i.slug, c.name, c.status as connection_status, c.account_id, c.config, c.may_create, c.match_by,
  c.deletion_policy, c.archive_guard_percent, c.accept_older_data,
  (select f.mapping_version from sync_runs f
   where f.brand_id = $1 and f.connection_id = c.id and f.kind = 'sync' and f.mode = 'full' and f.status = 'completed'
   order by f.verified desc nulls last, f.seq desc limit 1) as last_full_mapping,
  (select case when p.verified and p.mapping_version = r.mapping_version then p.checkpoint->'read'->'memory' end
   from sync_runs p
   where p.brand_id = $1 and p.connection_id = c.id and p.kind in ('sync', 'replay') and p.seq < r.seq
     and (p.verified or coalesce((p.tallies->>'read')::int, 0) > 0)
   order by p.seq desc limit 1) as memory
from opened r
join brand_integrations c on c.brand_id = r.brand_id and c.id = r.connection_id
join integrations i on i.id = c.integration_id`;

/** Marks the run as running and reads all that a worker needs of it and of its connection. */
export async function openRun(
  db: WorkerDb,
  ref: { brandId: string; runId: string; connectorVersion: (slug: string) => number; slug: string },
): Promise<OpenedRun> {
  const { rows } = await db.pool.query(OPEN, [ref.brandId, ref.runId, ref.connectorVersion(ref.slug)]);
  const row = rows[0];
  if (!row) throw notFound("run", ref.runId);
  return {
    seq: row.seq,
    kind: row.kind,
    subjectRunId: row.subject_run_id,
    status: row.status,
    mode: row.mode,
    checkpoint: row.checkpoint,
    tallies: { ...NO_TALLIES, ...row.tallies },
    total: row.total,
    attempts: row.attempts,
    startedAt: row.started_at,
    approved: row.approved,
    cancelRequested: row.cancel_requested,
    watermarkFrom: row.watermark_from,
    mappingVersion: row.mapping_version,
    memory: row.memory,
    connection: {
      slug: row.slug,
      name: row.name,
      status: row.connection_status,
      accountId: row.account_id,
      config: row.config,
      mayCreate: row.may_create,
      matchBy: row.match_by,
      deletionPolicy: row.deletion_policy,
      guardPercent: row.archive_guard_percent,
      acceptOlder: row.accept_older_data,
      mappingVersion: row.connection_mapping,
      lastFullMapping: row.last_full_mapping,
    },
  };
}

/** Which connector a run needs, and whether it still has something to do. */
export async function findRun(
  db: WorkerDb,
  ref: { brandId: string; runId: string },
): Promise<{ slug: string; connectionId: string; status: OpenedRun["status"]; tallies: Tallies }> {
  const { rows } = await db.pool.query(
    `select i.slug, c.id as connection_id, r.status, r.tallies
     from sync_runs r
     join brand_integrations c on c.brand_id = r.brand_id and c.id = r.connection_id
     join integrations i on i.id = c.integration_id
     where r.brand_id = $1 and r.id = $2`,
    [ref.brandId, ref.runId],
  );
  const row = rows[0];
  if (!row) throw notFound("run", ref.runId);
  return {
    slug: row.slug,
    connectionId: row.connection_id,
    status: row.status,
    tallies: { ...NO_TALLIES, ...row.tallies },
  };
}

export function refuseConnection(status: string): AppError | null {
  if (status === "connected" || status === "error" || status === "testing" || status === "configuring")
    return null;
  return new AppError({
    code: "conflict",
    message: `The connection is ${status}.`,
    hint: status === "paused" ? "Resume it, then sync." : "Reconnect it, then sync.",
  });
}
