import type { WorkerDb } from "@v1/db";
import {
  clearRunLeftovers,
  dropOldPartitions,
  type ExpiringTable,
  ensurePartitions,
  expireRows,
  RUN_LEFTOVERS,
} from "@v1/db/jobs";

interface Options {
  now?: Date;
  /** Days that history is kept. */
  days: number;
  signal?: AbortSignal;
}

const MONTHS_AHEAD = 3;
const DAY_MS = 86_400_000;

/** Days after which a row goes, where that is not the history's own time. */
const SHORT_LIVED: Partial<Record<ExpiringTable, number>> = { webhook_deliveries: 30, oauth_states: 1 };
const TABLES: ExpiringTable[] = [
  "sync_errors",
  "sync_changes",
  "webhook_deliveries",
  "oauth_states",
  "passport_publications",
];

/**
 * Makes the coming months' partitions and removes what is kept no longer, in many short statements.
 * Stopping in between loses nothing: the next night goes on.
 * @returns rows removed by table, and partitions made and dropped
 */
export async function expireData(
  { pool }: WorkerDb,
  { now = new Date(), days, signal }: Options,
): Promise<Record<string, number>> {
  const tallies: Record<string, number> = {
    partitionsMade: await ensurePartitions(pool, MONTHS_AHEAD),
    partitionsDropped: await dropOldPartitions(pool, Math.ceil(days / 30)),
  };
  for (const table of TABLES) {
    const kept = Math.min(SHORT_LIVED[table] ?? days, days);
    const before = new Date(now.getTime() - kept * DAY_MS);
    tallies[table] = await sum(expireRows(pool, table, before), signal);
  }
  for (const table of RUN_LEFTOVERS) tallies[table] = await sum(clearRunLeftovers(pool, table), signal);
  return tallies;
}

async function sum(steps: AsyncGenerator<number>, signal: AbortSignal | undefined): Promise<number> {
  let total = 0;
  for await (const step of steps) {
    total += step;
    signal?.throwIfAborted();
  }
  return total;
}
