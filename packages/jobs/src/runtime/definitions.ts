import { resourceCatalog, type TaskRunContext } from "@trigger.dev/core/v3";
import { StandardResourceCatalog } from "@trigger.dev/core/v3/workers";
import type { TaskName } from "../payloads.ts";
import { DEFAULT_MAX_DURATION, DEFAULT_RETRY } from "./defaults.ts";
import { taskFiles } from "./task-files.ts";

/** A Trigger.dev task as another runtime needs it. All of it is read from the task's own file. */
export interface TaskDefinition {
  id: TaskName;
  parse(data: unknown): Promise<unknown>;
  run(payload: unknown, params: { ctx: TaskRunContext; signal: AbortSignal }): Promise<unknown>;
  retry: RetryPolicy;
  concurrency: { perKey?: number; total?: number };
  /** Seconds that one attempt may take. */
  maxDuration: number;
  cron: { pattern: string; timezone: string } | null;
}

export interface RetryPolicy {
  maxAttempts: number;
  minTimeoutInMs: number;
  maxTimeoutInMs: number;
  factor: number;
}

let loading: Promise<TaskDefinition[]> | undefined;

/**
 * Loads every task file under Trigger.dev's own resource catalog and gives what they registered.
 * The catalog must be there before a task file is first imported: import none of them elsewhere.
 */
export function loadTaskDefinitions(): Promise<TaskDefinition[]> {
  loading ??= load();
  return loading;
}

async function load(): Promise<TaskDefinition[]> {
  const catalog = new StandardResourceCatalog();
  resourceCatalog.setGlobalResourceCatalog(catalog);
  for (const [id, file] of Object.entries(taskFiles)) {
    catalog.setCurrentFileContext(`src/tasks/${id}.ts`, id);
    await file();
    catalog.clearCurrentFileContext();
  }
  return (Object.keys(taskFiles) as TaskName[]).map((id) => read(catalog, id));
}

function read(catalog: StandardResourceCatalog, id: TaskName): TaskDefinition {
  const task = catalog.getTask(id);
  if (!task) throw new Error(`src/tasks/${id}.ts registers no task of that id, or was imported too early.`);
  const { run, parsePayload } = task.fns;
  return {
    id,
    run,
    parse: async (data) => (parsePayload ? await parsePayload(data) : data),
    retry: { ...DEFAULT_RETRY, ...task.retry },
    concurrency: task.concurrency?.inline ?? {},
    maxDuration: task.maxDuration ?? DEFAULT_MAX_DURATION,
    cron: task.schedule ? { pattern: task.schedule.cron, timezone: task.schedule.timezone } : null,
  };
}
