import type { Enqueued, JobQueue } from "../runtime/queue.ts";

/** A queue whose jobs nobody runs: for tests of what is put into it. */
export interface IdleQueue extends JobQueue {
  jobs: { name: string; payload: unknown; key?: string; delay?: number }[];
}

export function idleQueue(): IdleQueue {
  const jobs: IdleQueue["jobs"] = [];
  return {
    jobs,
    async enqueue(name, payload, options): Promise<Enqueued> {
      jobs.push({ name, payload, ...options });
      return { id: String(jobs.length) };
    },
    async enqueueMany(name, items) {
      for (const { payload, options } of items) jobs.push({ name, payload, ...options });
      return items.length;
    },
    close: async () => {},
  };
}
