import { DEFAULT_RETRY } from "../runtime/defaults.ts";
import type { TaskDefinition } from "../runtime/definitions.ts";

/** A task of a test's own, under a name that the queue knows. */
export function testTask(run: TaskDefinition["run"], options: Partial<TaskDefinition> = {}): TaskDefinition {
  return {
    id: "erase-brand",
    parse: async (data) => data,
    run,
    retry: { ...DEFAULT_RETRY, minTimeoutInMs: 0, factor: 1 },
    concurrency: {},
    maxDuration: 60,
    cron: null,
    ...options,
  };
}
