import { setTimeout as sleep } from "node:timers/promises";
import { AppError } from "@v1/core";
import type { Client } from "pg";
import { z } from "zod";
import type { Progress } from "./progress.ts";

const run = z.object({
  id: z.uuid(),
  status: z.enum(["queued", "running", "awaiting_approval", "completed", "failed", "cancelled"]),
  tallies: z.record(z.string(), z.unknown()),
  total: z.number().nullable(),
  error: z.object({ message: z.string().optional(), hint: z.string().optional() }).nullable(),
  seconds: z.coerce.number(),
});

export type SyncRun = z.output<typeof run>;

const LATEST = `select id, status, tallies, total, error,
    extract(epoch from coalesce(finished_at, now()) - coalesce(started_at, queued_at)) as seconds
  from public.sync_runs where brand_id = $1 and connection_id = $2 and seq > $3
  order by seq desc limit 1`;

/**
 * The newest run of a connection that is over, to tell the next one from it: a start after a kill goes
 * on with the run that was cut off.
 */
export async function lastEndedRun(client: Client, brandId: string, connectionId: string): Promise<string> {
  const { rows } = await client.query<{ seq: string }>(
    `select coalesce(max(seq), 0) as seq from public.sync_runs
     where brand_id = $1 and connection_id = $2 and status in ('completed', 'failed', 'cancelled')`,
    [brandId, connectionId],
  );
  return rows[0]?.seq ?? "0";
}

interface Followed {
  brandId: string;
  connectionId: string;
  /** The run is the first one after this. */
  after: string;
  onProgress(progress: Progress): void;
}

/** Longer than any store of a million products takes to prepare its export. */
const PATIENCE_MS = 300_000;

/**
 * Watches a run until it has ended or waits for a person.
 * @throws AppError `unavailable` where nobody takes it up, or it stands still
 */
export async function followSync(client: Client, followed: Followed): Promise<SyncRun> {
  const { brandId, connectionId, after, onProgress } = followed;
  const quietMs = quietClock();
  for (;;) {
    const { rows } = await client.query(LATEST, [brandId, connectionId, after]);
    const state = rows[0] ? run.parse(rows[0]) : undefined;
    if (state) onProgress({ done: tally(state, "read"), total: state.total, seconds: state.seconds });
    if (state && state.status !== "queued" && state.status !== "running") return state;
    const patience = state ? PATIENCE_MS : PATIENCE_MS / 5;
    if (quietMs(state ? `${state.status} ${tally(state, "read")}` : "") > patience) throw stalled(state);
    await sleep(100);
  }
}

/** Tells for how long it has been told the same, in milliseconds. */
function quietClock(): (news: string) => number {
  let last = "";
  let since = Date.now();
  return (news) => {
    if (news !== last) since = Date.now();
    last = news;
    return Date.now() - since;
  };
}

function stalled(state: SyncRun | undefined): AppError {
  return new AppError({
    code: "unavailable",
    message: state
      ? `The sync has stood still for five minutes after ${tally(state, "read")} products.`
      : "No worker has taken the sync up within a minute.",
    hint: "The worker's log is worker.log, in the data folder's logs.",
  });
}

/** A count of the run; 0 where it has none of that name. */
export function tally(state: SyncRun, name: string): number {
  const value = state.tallies[name];
  return typeof value === "number" ? value : 0;
}
