import type { JobResult, JobWithMetadata, PgBoss } from "pg-boss";
import type { JobsEnv } from "../env.ts";
import { log } from "../log.ts";
import type { TaskName } from "../payloads.ts";
import { loadTaskDefinitions, type TaskDefinition } from "./definitions.ts";
import { localContext } from "./local-context.ts";
import { describeError, isFinal } from "./outcome.ts";
import { openBoss, queueOn } from "./pg-boss.ts";
import { queueOptions, workersOf, workOptions } from "./pg-boss-options.ts";
import type { JobQueue } from "./queue.ts";

export interface LocalWorker {
  queue: JobQueue;
  /** Fetches nothing more, asks what runs to end at its next safe point, and waits for it. */
  stop(): Promise<void>;
}

interface WorkerOptions {
  env: Pick<JobsEnv, "DATABASE_URL" | "JOBS_SCHEMA" | "JOBS_CONCURRENCY">;
  /** All tasks, where nothing is given. */
  tasks?: TaskDefinition[];
  /** Seconds that running jobs have to reach a safe point. */
  grace?: number;
}

/** Runs the tasks from pg-boss in this process, as their own definitions say. */
export async function startPgBossWorker({ env, tasks, grace = 30 }: WorkerOptions): Promise<LocalWorker> {
  const definitions = tasks ?? (await loadTaskDefinitions());
  const boss = await openBoss(env, { max: 6, useListenNotify: true });
  const stopping = new AbortController();
  for (const task of definitions) {
    await prepareQueue(boss, task);
    for (let count = workersOf(task, env.JOBS_CONCURRENCY); count > 0; count -= 1) {
      await startFetching(boss, task, stopping.signal);
    }
  }
  const stop = async () => {
    stopping.abort(new Error("The worker is stopping."));
    await boss.stop({ graceful: true, timeout: grace * 1000 });
  };
  return { queue: { ...queueOn(async () => boss), close: async () => {} }, stop };
}

/** By itself pg-boss fetches one job per poll; one that has had a job asks for the next without waiting. */
async function startFetching(boss: PgBoss, task: TaskDefinition, stopping: AbortSignal): Promise<void> {
  let id = "";
  id = await boss.work(task.id, workOptions(task), (jobs: JobWithMetadata[]) => {
    boss.notifyWorker(id);
    return Promise.all(jobs.map((job) => runJob(task, job, stopping)));
  });
}

async function prepareQueue(boss: PgBoss, task: TaskDefinition): Promise<void> {
  const options = queueOptions(task);
  await boss.createQueue(task.id, { policy: "exclusive", ...options });
  await boss.updateQueue(task.id, { ...options, retryDelayMax: options.retryDelayMax ?? null });
  // Without a key of its own a tick is not taken while the one before it still waits or runs.
  if (task.cron) await boss.schedule(task.id, task.cron.pattern, {}, { tz: task.cron.timezone });
  else await boss.unschedule(task.id);
}

async function runJob(task: TaskDefinition, job: JobWithMetadata, stopping: AbortSignal): Promise<JobResult> {
  const signal = AbortSignal.any([job.signal, stopping]);
  try {
    stopping.throwIfAborted();
    const payload = await task.parse(task.cron ? scheduledPayload(task, job) : job.data);
    const ctx = localContext(task, {
      id: job.id,
      attempt: job.retryCount + 1,
      createdAt: job.createdOn,
      startedAt: new Date(),
    });
    const output = await task.run(payload, { ctx, signal });
    return { id: job.id, status: "completed", output };
  } catch (error) {
    return failed(task.id, job, error);
  }
}

/** A failure that trying again cannot mend goes straight to `failed`; the rest is retried. */
function failed(task: TaskName, job: JobWithMetadata, error: unknown): JobResult {
  const output = describeError(error);
  log("warn", "A job failed.", { task, job: job.id, attempt: job.retryCount + 1, error: output });
  return { id: job.id, status: isFinal(error) ? "deadletter" : "failed", output };
}

/** What Trigger.dev gives to a scheduled task. */
function scheduledPayload(task: TaskDefinition, job: JobWithMetadata) {
  return {
    type: "DECLARATIVE",
    timestamp: job.createdOn,
    timezone: task.cron?.timezone ?? "UTC",
    scheduleId: task.id,
    upcoming: [],
  };
}
