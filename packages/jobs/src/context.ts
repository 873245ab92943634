import { openWorkerDb, type WorkerDb } from "@v1/db";
import { createHttpClient, type ProcessClient, postgresRates } from "@v1/integrations";
import { type FileStore, folderFileStore } from "@v1/integrations/files";
import { jobQueue } from "./client.ts";
import { type JobsEnv, readEnv } from "./env.ts";
import { logRarely } from "./log.ts";
import type { JobQueue } from "./runtime/queue.ts";
import { tracedClient } from "./tracing.ts";

/** What tasks work with: one of each per process, opened when the first task runs. */
export interface JobsContext {
  env: JobsEnv;
  db: WorkerDb;
  queue: JobQueue;
  files: FileStore;
  http: ProcessClient;
  close(): Promise<void>;
}

/** A sync reads and merges on a session each, and renews its lease on a third. */
const SESSIONS_PER_JOB = 3;

let shared: JobsContext | undefined;

export function jobsContext(): JobsContext {
  shared ??= openContext(readEnv(), jobQueue());
  return shared;
}

/** Ends what `jobsContext` opened; the queue is its owner's to close. */
export async function closeContext(): Promise<void> {
  const context = shared;
  shared = undefined;
  await context?.close();
}

function openContext(env: JobsEnv, queue: JobQueue): JobsContext {
  const db = openWorkerDb({
    url: env.DATABASE_URL,
    max: env.JOBS_CONCURRENCY * SESSIONS_PER_JOB + 2,
    onIdleError: ({ message }) => logRarely("warn", "A database connection broke.", message),
  });
  const http = tracedClient(
    createHttpClient({ allowPrivate: env.ALLOW_PRIVATE_ADDRESSES, rates: postgresRates(db.pool) }),
  );
  const close = async () => {
    await http.close();
    await db.close();
  };
  return { env, queue, db, http, files: folderFileStore(env.FILES_DIR), close };
}
