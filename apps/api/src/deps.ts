import type { RunListener, UserDb, WorkerDb } from "@v1/db";
import type { Connector, ProcessClient } from "@v1/integrations";
import type { KeyRing } from "@v1/integrations/credentials";
import type { FileStore } from "@v1/integrations/files";
import type { JobQueue } from "@v1/jobs/client";
import type { KeyValue } from "@v1/kv";
import type { VerifyToken } from "@v1/supabase";
import type { RateLimits } from "./http/rate-limit.ts";
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
  /** Hears of runs that move, for whoever watches. */
  runs: RunListener;
  /** What can be connected, by slug. */
  connectors: Readonly<Record<string, Connector>>;
  /** The way out to sources, for tests of connections. */
  http: ProcessClient;
  /** Where brands' files are. */
  files: FileStore;
  /** The keys that seal credentials; throws where none are set. */
  ring: () => KeyRing;
  log: Log;
  /** Milliseconds for which membership may be remembered: how long a revoked member may stay. */
  membershipTtlMs?: number;
  limits?: Partial<RateLimits>;
  /** Milliseconds that a person waits for a source's first records, 15,000 by default. */
  sampleMs?: number;
  /** Aborted when the process ends, so that subscriptions do. */
  leaving?: AbortSignal;
}
