import { getRun, recordAudit } from "@v1/db";
import { requestCancel } from "@v1/integrations";
import type { ApiDeps } from "../deps.ts";
import type { Caller } from "./change-connection.ts";

/** Asks a run of the caller's brand to stop. @throws AppError `not_found`; `conflict` where it has ended */
export async function cancelRun(deps: ApiDeps, caller: Caller, runId: string): Promise<void> {
  const run = await caller.read((scope) => getRun(scope, runId));
  await requestCancel(deps.worker, { brandId: caller.scope.brandId, runId: run.id });
  const entry = { action: "run.cancel", connectionId: run.connectionId, target: { runId } };
  await caller.write((scope) => recordAudit(scope, entry));
}
