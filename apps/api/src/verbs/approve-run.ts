import { auditByWorker } from "@v1/db";
import { approveRun } from "@v1/integrations";
import { traceparent } from "@v1/jobs/tracing";
import type { ApiDeps } from "../deps.ts";

/** Lets a run that waits before a mass archive go on, and hands it to a worker. */
export async function approveAndResume(
  { worker, queue }: ApiDeps,
  run: { id: string; connectionId: string },
  approver: { brandId: string; userId: string },
) {
  const { brandId, userId } = approver;
  await approveRun(worker, { brandId, runId: run.id, userId });
  const payload = { brandId, connectionId: run.connectionId, runId: run.id, traceparent: traceparent() };
  const entry = { action: "run.approve", connectionId: run.connectionId, target: { runId: run.id } };
  await auditByWorker(worker, { brandId, kind: "user", id: userId }, entry);
  await queue.enqueue("sync-connection", payload, { key: `${run.id}:approved` });
  return { runId: run.id };
}
