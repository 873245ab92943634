import type { TaskRunContext } from "@trigger.dev/core/v3";
import type { TaskDefinition } from "./definitions.ts";

const LOCAL = { id: "local", slug: "local", name: "local" };

/** The job of a local queue, as far as a task may ask about it. */
export interface LocalJob {
  id: string;
  /** From 1. */
  attempt: number;
  createdAt: Date;
  startedAt: Date;
}

/** What Trigger.dev tells a task about its run, filled in by the local runtime. */
export function localContext(task: TaskDefinition, job: LocalJob): TaskRunContext {
  return {
    attempt: { number: job.attempt, startedAt: job.startedAt },
    run: {
      id: job.id,
      tags: [],
      isTest: false,
      isReplay: false,
      createdAt: job.createdAt,
      startedAt: job.startedAt,
      maxAttempts: task.retry.maxAttempts,
      maxDuration: task.maxDuration,
      baseCostInCents: 0,
    },
    task: { id: task.id, filePath: `src/tasks/${task.id}.ts` },
    queue: { id: task.id, name: task.id },
    environment: { id: LOCAL.id, slug: LOCAL.slug, type: "DEVELOPMENT" },
    organization: LOCAL,
    project: { ...LOCAL, ref: LOCAL.id },
    machine: { name: "micro", cpu: 0.25, memory: 0.25, centsPerMs: 0 },
  };
}
