import { approveRun } from "@v1/integrations";
import type { ApiDeps } from "../deps.ts";

export interface ApproveRun {
  brandId: string;
  runId: string;
  userId: string;
}

/** Lets a run that waits before a mass archive go on, and hands it to a worker. */
export async function approveAndResume({ worker, queue }: ApiDeps, approval: ApproveRun) {
  const { connectionId } = await approveRun(worker, approval);
  const { brandId, runId } = approval;
  await queue.enqueue("sync-connection", { brandId, connectionId, runId }, { key: `${runId}:approved` });
  return { runId };
}
