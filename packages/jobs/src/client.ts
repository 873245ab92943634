import { type JobsEnv, readEnv } from "./env.ts";
import type { TaskInput, TaskName } from "./payloads.ts";
import { pgBossQueue } from "./runtime/pg-boss.ts";
import type { Enqueued, EnqueueOptions, JobQueue } from "./runtime/queue.ts";
import { triggerQueue } from "./runtime/trigger.ts";

export type { TaskInput, TaskName, TaskPayload } from "./payloads.ts";
export type { Enqueued, EnqueueOptions, JobQueue, QueueItem } from "./runtime/queue.ts";

let shared: JobQueue | undefined;

/**
 * Starts a task in the background.
 * @returns the runtime's id of the job, or null where one with the same key already waits or runs
 * @throws ZodError where the payload is not the task's
 * @example await enqueue("sync-connection", { brandId, connectionId }, { key: connectionId })
 */
export async function enqueue<N extends TaskName>(
  name: N,
  payload: TaskInput<N>,
  options?: EnqueueOptions,
): Promise<Enqueued> {
  return await jobQueue().enqueue(name, payload, options);
}

/** The queue of this process, as its environment says: Trigger.dev with a secret key, else pg-boss. */
export function jobQueue(): JobQueue {
  shared ??= openQueue(readEnv());
  return shared;
}

/** A process that runs tasks already has a queue open; its tasks start others through it. */
export function useQueue(queue: JobQueue): void {
  shared = queue;
}

/** Ends the process's connections to the queue, where there are any. */
export async function closeQueue(): Promise<void> {
  const queue = shared;
  shared = undefined;
  await queue?.close();
}

export function openQueue(env: JobsEnv): JobQueue {
  if (env.TRIGGER_SECRET_KEY === undefined) return pgBossQueue(env);
  return triggerQueue({ secretKey: env.TRIGGER_SECRET_KEY, baseURL: env.TRIGGER_API_URL });
}
