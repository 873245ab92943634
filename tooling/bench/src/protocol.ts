import type { Tallies } from "@v1/integrations";
import type { Plan } from "./explain.ts";

/** What the bench tells a worker process. The first message names the database. */
export type Ask =
  | { ask: "open"; url: string; explain: boolean }
  | { ask: "sync"; mode: "full" | "incremental"; brandId: string; connectionId: string };

/** What a worker process says. */
export type Answer =
  | { answer: "opened" }
  | { answer: "progress"; read: number; total: number | null }
  | { answer: "synced"; run: SyncRun }
  | { answer: "failed"; message: string };

/** One run as its worker saw it. */
export interface SyncRun {
  mode: "full" | "incremental";
  status: string;
  mappingVersion: number;
  tallies: Tallies;
  /** From queueing the run to its completion. */
  seconds: number;
  /** User and system time of the worker process alone. */
  cpuSeconds: number;
  /** Most memory that the process has held since its start, in millions of bytes. */
  peakMb: number;
  /** All but merging goes on while the chunk before is merged, so the sum exceeds `seconds`. */
  stages: Record<Stage, number>;
  /** Seconds by part of a stage. */
  parts: Record<string, number>;
  /** Empty unless they were asked for. */
  plans: Plan[];
}

/** `ahead`: a chunk is taken apart before its merge. */
export type Stage = "read" | "map" | "stage" | "ahead" | "merge";
