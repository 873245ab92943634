import { openWorkerDb, type WorkerDb } from "@v1/db";
import { type FileStore, folderFileStore } from "@v1/integrations/files";
import { jobQueue } from "./client.ts";
import { type JobsEnv, readEnv } from "./env.ts";
import type { JobQueue } from "./runtime/queue.ts";

/** What tasks work with: one of each per process, opened when the first task runs. */
export interface JobsContext {
  env: JobsEnv;
  db: WorkerDb;
  queue: JobQueue;
  files: FileStore;
}

let shared: JobsContext | undefined;

export function jobsContext(): JobsContext {
  shared ??= openContext(readEnv(), jobQueue());
  return shared;
}

/** Ends what `jobsContext` opened; the queue is its owner's to close. */
export async function closeContext(): Promise<void> {
  const context = shared;
  shared = undefined;
  await context?.db.close();
}

export function openContext(env: JobsEnv, queue: JobQueue): JobsContext {
  return {
    env,
    queue,
    db: openWorkerDb({ url: env.DATABASE_URL, max: env.JOBS_CONCURRENCY + 2 }),
    files: folderFileStore(env.FILES_DIR),
  };
}
