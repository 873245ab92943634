import { AppError, notFound } from "@v1/core";
import type { WorkerDb } from "../../client.ts";
import { inTransaction, type Queryable } from "../../queries/jobs/queryable.ts";
import { type Actor, lockAsOwner, note } from "../act.ts";

interface Undoable {
  connectionId: string;
  kind: string;
  status: string;
}

const RUN = `
select connection_id as "connectionId", kind, status from sync_runs where brand_id = $1 and id = $2`;

/**
 * Queues the undo of a run that has ended. The caller hands it to a worker.
 * @throws AppError `forbidden`; `not_found`; `conflict` while the run is under way or where it is undone already
 */
export function startUndo(db: WorkerDb, undo: Actor & { runId: string }): Promise<{ runId: string }> {
  return inTransaction(db, async (client) => {
    const { brandId, userId, runId } = undo;
    await lockAsOwner(client, undo);
    const run = (await client.query<Undoable & Record<string, unknown>>(RUN, [brandId, runId])).rows[0];
    if (!run || run.kind === "preview") throw notFound("run", runId);
    if (["queued", "running", "awaiting_approval"].includes(run.status)) throw underWay();
    if (await isUndone(client, brandId, runId)) throw undoneAlready();
    const { rows } = await client.query<{ id: string }>(
      `insert into sync_runs (brand_id, connection_id, kind, mode, trigger, started_by, subject_run_id)
       values ($1, $2, 'undo', 'incremental', 'manual', $3, $4) returning id`,
      [brandId, run.connectionId, userId, runId],
    );
    const id = rows[0]?.id ?? "";
    await note(client, undo, {
      action: "run.undo",
      connectionId: run.connectionId,
      runId: id,
      target: { runId: id, undoes: runId },
    });
    return { runId: id };
  });
}

/** An undo counts for as long as it is not undone itself. */
async function isUndone(client: Queryable, brandId: string, runId: string): Promise<boolean> {
  const { rows } = await client.query<{ id: string }>(
    `select id from sync_runs where brand_id = $1 and subject_run_id = $2 and kind = 'undo'
       and status in ('queued', 'running', 'completed')`,
    [brandId, runId],
  );
  for (const { id } of rows) if (!(await isUndone(client, brandId, id))) return true;
  return false;
}

function underWay(): AppError {
  return new AppError({
    code: "conflict",
    message: "The run is still under way.",
    hint: "Wait until it has ended, or cancel it; then undo it.",
  });
}

function undoneAlready(): AppError {
  return new AppError({
    code: "conflict",
    message: "The run is undone already, or is being undone.",
    hint: "Undo its undo to have it back.",
  });
}

/** Ends an undo that cannot go on; what was undone so far stands. */
export async function failUndo(
  db: WorkerDb,
  { brandId, runId }: { brandId: string; runId: string },
  failure: { code: string; message: string; hint: string },
): Promise<void> {
  await db.pool.query(
    `update sync_runs set status = 'failed', finished_at = now(), error = $3
     where brand_id = $1 and id = $2 and kind = 'undo' and status in ('queued', 'running')`,
    [brandId, runId, JSON.stringify(failure)],
  );
}
