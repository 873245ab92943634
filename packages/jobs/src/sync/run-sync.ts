import { AppError } from "@v1/core";
import { leaseSecondsLeft, noteAhead, notifyRun, recordSyncHealth } from "@v1/db/jobs";
import { NO_TALLIES } from "@v1/db/sync";
import type { Ahead, SyncEvent, SyncJob, SyncOutcome } from "@v1/integrations";
import type { JobsContext } from "../context.ts";
import type { TaskPayload } from "../payloads.ts";
import { publishAfterSync } from "./publish-after-sync.ts";
import type { SyncProgress } from "./show-progress.ts";
import { throttle } from "./throttle.ts";

type Payload = TaskPayload<"sync-connection">;

export interface SyncEngine {
  /** Gives the run to work on: the connection's active one, or a new one. */
  start(payload: Payload): Promise<{ runId: string }>;
  sync(
    job: SyncJob,
    signal: AbortSignal,
    onAhead?: (ahead: Ahead) => void,
  ): AsyncGenerator<SyncEvent, SyncOutcome>;
}

interface Deps {
  context: Pick<JobsContext, "db" | "queue">;
  engine: SyncEngine;
  /** Where the runtime shows progress of its own. */
  show: (progress: SyncProgress) => void;
}

/**
 * Drives one sync to its end and tells the world about it.
 * @returns how it ended; `busy` where another worker holds the connection
 * @throws what may pass by itself, and where this worker is stopping: the runtime then tries again
 */
export async function runSync(
  { context, engine, show }: Deps,
  payload: Payload,
  signal: AbortSignal,
): Promise<SyncOutcome> {
  const { brandId } = payload;
  const runId = payload.runId ?? (await engine.start(payload)).runId;
  const job = { brandId, runId };
  let ahead: Ahead | null = null;
  const tell = throttle(
    async () => {
      if (ahead) await noteAhead(context.db.pool, { ...job, ahead });
      ahead = null;
      await notifyRun(context.db.pool, job);
    },
    { everyMs: 250 },
  );
  const hear = (next: Ahead) => {
    ahead = next;
    tell.soon();
  };
  try {
    const outcome = await follow(engine.sync(job, signal, hear), (event) => {
      show({ runId, tallies: event.tallies, total: event.total });
      tell.soon();
    });
    if (outcome.status === "interrupted") throw interrupted();
    if (outcome.status === "busy") await lookAgain(context, payload, runId);
    else if (!outcome.endedBefore) await recordHealth(context, payload, outcome);
    if (outcome.status === "completed") await publishAfterSync(context, { brandId, runId });
    return outcome;
  } finally {
    await tell.now();
  }
}

/** Between chunks a stopping worker gives its job back to the queue. */
function interrupted(): AppError {
  return new AppError({
    code: "unavailable",
    message: "The worker is stopping; another one goes on from the last chunk.",
    retryable: true,
  });
}

async function follow(
  events: AsyncGenerator<SyncEvent, SyncOutcome>,
  hear: (event: SyncEvent) => void,
): Promise<SyncOutcome> {
  let tallies = NO_TALLIES;
  try {
    for (;;) {
      const step = await events.next();
      if (step.done) return step.value;
      tallies = step.value.tallies;
      hear(step.value);
    }
  } finally {
    // A listener that throws must not leave the engine at a pause, with the lease in its hands.
    await events.return({ status: "interrupted", tallies });
  }
}

/**
 * The holder may be a worker that was killed. One look after its lease has run out: if it is held
 * again by then, its holder is alive.
 */
async function lookAgain({ db, queue }: Deps["context"], payload: Payload, runId: string): Promise<void> {
  if (payload.afterBusy) return;
  const delay = Math.ceil(await leaseSecondsLeft(db.pool, payload)) + 1;
  await queue.enqueue(
    "sync-connection",
    { ...payload, runId, afterBusy: true },
    { key: `${runId} after busy`, delay },
  );
}

async function recordHealth(
  { db }: Deps["context"],
  { brandId, connectionId }: Payload,
  outcome: SyncOutcome,
): Promise<void> {
  if (outcome.status !== "completed" && outcome.status !== "failed") return;
  const ok = outcome.status === "completed";
  await recordSyncHealth(db.pool, { brandId, connectionId, ok, error: outcome.error ?? null });
}
