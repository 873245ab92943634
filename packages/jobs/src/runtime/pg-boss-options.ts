import type { QueueOptions, WorkOptions } from "pg-boss";
import type { RetryPolicy, TaskDefinition } from "./definitions.ts";

/** pg-boss takes 10 s at the least. A worker that was killed is noticed after as long. */
const HEARTBEAT_SECONDS = 10;
const DAY = 86_400;

/** A task's own options, in pg-boss's words. */
export function queueOptions(task: TaskDefinition): QueueOptions & { notify: boolean } {
  return {
    ...retryOptions(task.retry),
    expireInSeconds: Math.min(task.maxDuration, DAY),
    heartbeatSeconds: HEARTBEAT_SECONDS,
    deleteAfterSeconds: DAY,
    notify: true,
  };
}

function retryOptions({ maxAttempts, minTimeoutInMs, maxTimeoutInMs, factor }: RetryPolicy): QueueOptions {
  return {
    retryLimit: maxAttempts - 1,
    retryDelay: Math.ceil(minTimeoutInMs / 1000),
    retryBackoff: factor > 1,
    // pg-boss takes a longest delay only where delays grow.
    ...(factor > 1 ? { retryDelayMax: Math.ceil(maxTimeoutInMs / 1000) } : {}),
  };
}

/** How many jobs of a task one process runs at once. */
export function workersOf({ concurrency }: TaskDefinition, most: number): number {
  return Math.min(concurrency.total ?? most, most);
}

/**
 * `groupConcurrency` may let a few too many through where several processes fetch at once; what
 * holds is the lease.
 */
export function workOptions({ concurrency: { perKey } }: TaskDefinition) {
  return {
    ...(perKey === undefined ? {} : { groupConcurrency: perKey }),
    heartbeatRefreshSeconds: 3,
    pollingIntervalSeconds: 2,
    // A notification wakes the worker at once; what was delayed or is retried waits for the poll.
    notifyPollingIntervalSeconds: 2,
    includeMetadata: true,
    perJobResults: true,
  } as const satisfies WorkOptions;
}
