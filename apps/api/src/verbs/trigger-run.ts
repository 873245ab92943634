import { AppError } from "@v1/core";
import { auditByWorker } from "@v1/db";
import { isBeingSetUp } from "@v1/db/sign-in";
import { startRun } from "@v1/integrations";
import { traceparent } from "@v1/jobs/tracing";
import type { ApiDeps } from "../deps.ts";

export interface TriggerRun {
  brandId: string;
  connectionId: string;
  /** Who asks; where it is a service, its key. */
  userId?: string;
  keyId?: string;
  trigger: "manual" | "api" | "reconnect";
  mode: "auto" | "full" | "incremental";
}

/**
 * Starts a run and hands it to a worker. The run is recorded first, so that a lost job shows as a
 * run that waits; asked again while it does, the same run is handed over once more.
 */
export async function triggerRun({ worker, queue }: ApiDeps, request: TriggerRun) {
  const { brandId, connectionId, userId, mode, trigger } = request;
  if (await isBeingSetUp(worker.pool, { brandId, connectionId })) throw unfinished();
  const run = await startRun(worker, { brandId, connectionId, mode, trigger, startedBy: userId });
  const payload = {
    brandId,
    connectionId,
    runId: run.runId,
    trigger,
    startedBy: userId,
    traceparent: traceparent(),
  };
  await queue.enqueue("sync-connection", payload, { key: run.runId });
  const actor = { brandId, kind: userId ? "user" : "api_key", id: userId ?? request.keyId ?? "" } as const;
  const target = { runId: run.runId, mode, alreadyActive: run.alreadyActive };
  await auditByWorker(worker, actor, { action: "run.trigger", connectionId, target });
  return run;
}

function unfinished(): AppError {
  return new AppError({
    code: "precondition_failed",
    message: "This connection is still being set up.",
    hint: "An owner has to say what it shall bring in; its page leads there.",
  });
}
