import { AppError, notFound } from "@v1/core";
import type { WorkerDb } from "../../client.ts";
import { inTransaction, type Queryable } from "../../queries/jobs/queryable.ts";
import { type Actor, lockAsMember, note } from "../act.ts";

export interface ReplayRequest extends Actor {
  /** The run whose record errors are replayed: these, those of one kind (and field), or all. */
  runId: string;
  errorIds?: readonly string[];
  code?: string;
  /** Null: those of whole records. */
  field?: string | null;
}

export interface StartedReplay {
  runId: string;
  connectionId: string;
  records: number;
}

const FAILED = `
select distinct external_id as id from sync_errors
where brand_id = $1 and run_id = $2 and external_id is not null
  and ($3::uuid[] is null or id = any($3)) and ($4::text is null or code = $4)
  and (not $5 or field is not distinct from $6::text)`;

/**
 * Queues a run that is limited to records with errors in an earlier run. The caller hands it to a worker.
 * @throws AppError `not_found`; `precondition_failed` where no record is left to replay; `conflict` while a run
 *   of the connection is active
 */
export function startReplay(db: WorkerDb, request: ReplayRequest): Promise<StartedReplay> {
  return inTransaction(db, async (client) => {
    const { brandId, runId, errorIds, code, field } = request;
    await lockAsMember(client, request);
    const subject = await subjectOf(client, request);
    const { rows } = await client.query<{ id: string }>(FAILED, [
      brandId,
      runId,
      errorIds ?? null,
      code ?? null,
      field !== undefined,
      field ?? null,
    ]);
    if (rows.length === 0) throw nothingLeft();
    const records = rows.map(({ id }) => id);
    const made = await queueReplay(client, { ...request, ...subject, records, subjectRunId: runId });
    if (!made) throw underWay();
    await note(client, request, {
      action: "run.replay",
      connectionId: subject.connectionId,
      runId: made,
      target: { runId: made, replays: runId, records: records.length, code: code ?? null },
    });
    return { runId: made, connectionId: subject.connectionId, records: records.length };
  });
}

async function subjectOf(
  client: Queryable,
  { brandId, runId }: ReplayRequest,
): Promise<{ connectionId: string }> {
  const { rows } = await client.query<{ connectionId: string }>(
    `select connection_id as "connectionId" from sync_runs
     where brand_id = $1 and id = $2 and kind in ('sync', 'replay')`,
    [brandId, runId],
  );
  const [run] = rows;
  if (!run) throw notFound("run", runId);
  return run;
}

/** Null while another run has the connection. */
export async function queueReplay(
  client: Queryable,
  replay: Actor & { connectionId: string; records: readonly string[]; subjectRunId: string | null },
): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>(
    `with made as (
      insert into sync_runs (brand_id, connection_id, kind, mode, trigger, started_by, subject_run_id, total)
      values ($1, $2, 'replay', 'incremental', 'retry', $3, $4, cardinality($5::text[]))
      on conflict do nothing returning id
    ), listed as (
      insert into replay_records (brand_id, run_id, external_id)
      select $1, made.id, x from made, unnest($5::text[]) x on conflict do nothing
    )
    select id from made`,
    [replay.brandId, replay.connectionId, replay.userId, replay.subjectRunId, replay.records],
  );
  return rows[0]?.id ?? null;
}

function nothingLeft(): AppError {
  return new AppError({
    code: "precondition_failed",
    message: "None of these errors belongs to a record.",
    hint: "Reload the page: they may have expired.",
  });
}

function underWay(): AppError {
  return new AppError({
    code: "conflict",
    message: "A run of this connection is under way.",
    hint: "Wait until it has ended; then replay.",
  });
}
