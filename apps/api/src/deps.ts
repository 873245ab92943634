import type { UserDb, WorkerDb } from "@v1/db";
import type { JobQueue } from "@v1/jobs/client";
import type { KeyValue } from "@v1/kv";
import type { VerifyToken } from "@v1/supabase";
import type { Log } from "./log.ts";

/** All that the API stands on; `main.ts` opens it, a test brings its own. */
export interface ApiDeps {
  /** Requests' connections: each transaction takes the user's role and claims. */
  db: UserDb;
  /** Passes row-level security, so that every call names the brand it was checked for. */
  worker: WorkerDb;
  kv: KeyValue;
  verifyToken: VerifyToken;
  queue: JobQueue;
  log: Log;
  /** Milliseconds for which membership may be remembered: how long a revoked member may stay. */
  membershipTtlMs?: number;
}
