import type { SyncOutcome } from "@v1/integrations";
import { getImport, settleImport } from "@v1/integrations/imports";
import { payloads, type TaskPayload } from "../payloads.ts";
import { runSync } from "../sync/run-sync.ts";

/**
 * Drives an import's run to its end and writes down how it ended.
 * @returns null where the import is not being committed: cancelled, say, before its turn came
 */
export async function runCommit(
  deps: Parameters<typeof runSync>[0],
  { brandId, importId }: TaskPayload<"commit-import">,
  signal: AbortSignal,
): Promise<SyncOutcome | null> {
  const { db } = deps.context;
  const { runId, connectionId, commitStartedAt } = await getImport(
    { db },
    { brandId, userId: null },
    importId,
  );
  if (runId === null || commitStartedAt === null) return null;
  const payload = payloads["sync-connection"].parse({ brandId, connectionId, runId, mode: "full" });
  const outcome = await runSync(deps, payload, signal);
  await settleImport({ db }, { brandId, importId }, outcome);
  return outcome;
}
