import type { WorkerDb } from "@v1/db";
import type { Tallies } from "@v1/db/sync";
import type { GuardDeps } from "../http/connection-guard.ts";
import type { Connector } from "../kit/connector.ts";
import type { Ahead } from "./ahead.ts";

/** `http` is the process's: each connection gets a client and a connector of its own from it. */
export interface SyncDeps extends GuardDeps {
  db: WorkerDb;
  /** The connector of a slug; throws where there is none. */
  connector(slug: string): Connector;
  /** Opened credentials of a connection; null where it needs none. */
  secrets(scope: { brandId: string; connectionId: string }): Promise<unknown>;
  /** Stops at the next chunk and leaves the run to be resumed. */
  signal?: AbortSignal;
  /** Records in a chunk. */
  chunkSize?: number;
  /** How long a silent worker keeps its connection. */
  leaseSeconds?: number;
  /** Told how far reading, mapping and staging are ahead of the merge. */
  onAhead?: (ahead: Ahead) => void;
  /** Where spilled data goes; the system's folder for temporary files by default. */
  spillRoot?: string;
}

export interface SyncJob {
  brandId: string;
  runId: string;
}

/** Facts about a run under way; only the task turns them into rows, messages and metadata. */
export type SyncEvent =
  | {
      type: "started";
      runId: string;
      mode: "full" | "incremental";
      resumed: boolean;
      tallies: Tallies;
      total: number | null;
    }
  | { type: "chunk"; runId: string; chunk: number; tallies: Tallies; total: number | null }
  | { type: "retired"; runId: string; tallies: Tallies; total: number | null };

export interface SyncFailure {
  code: string;
  message: string;
  hint?: string;
}

export interface SyncOutcome {
  /** `busy`: another worker has the connection; `interrupted`: told to stop, the run goes on later. */
  status: "completed" | "failed" | "cancelled" | "awaiting_approval" | "busy" | "interrupted";
  tallies: Tallies;
  error?: SyncFailure;
  /** The run had ended before this attempt, which did nothing and found nothing out. */
  endedBefore?: true;
}
