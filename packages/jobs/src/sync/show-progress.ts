import { taskContext } from "@trigger.dev/core/v3";
import { metadata } from "@trigger.dev/sdk";
import type { SyncEvent } from "@v1/integrations";

export interface SyncProgress {
  runId: string;
  tallies: SyncEvent["tallies"];
  total: number | null;
}

/** Shows progress with the run in Trigger.dev's dashboard. Outside of Trigger.dev there is no such place. */
export function showProgress({ runId, tallies, total }: SyncProgress): void {
  if (!taskContext.isInsideTask) return;
  metadata
    .set("runId", runId)
    .set("total", total)
    .set("tallies", { ...tallies });
}
