import { publishesAfterSync } from "@v1/db/passports";
import { publishAfterRun } from "@v1/integrations/passports";
import type { JobsContext } from "../context.ts";

/**
 * Where the brand publishes by itself, hands what the run changed of published passports to a worker. Done
 * at each delivery of a completed run: what is published by then does not wait any more.
 */
export async function publishAfterSync(
  { db, queue }: Pick<JobsContext, "db" | "queue">,
  run: { brandId: string; runId: string },
): Promise<void> {
  if (await publishesAfterSync(db, run.brandId)) await publishAfterRun({ db, queue }, run);
}
