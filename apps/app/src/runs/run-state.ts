import type { Tone } from "@v1/ui";

export type RunStatus = "queued" | "running" | "awaiting_approval" | "completed" | "failed" | "cancelled";

interface RunState {
  tone: Tone;
  /** Of a run among others. */
  short: string;
  /** Of the newest one, on its own. */
  word: string;
}

export const RUN_STATES: Record<RunStatus, RunState> = {
  queued: { tone: "waiting", short: "Waiting", word: "Sync waits for a worker" },
  running: { tone: "working", short: "Syncing", word: "Syncing" },
  awaiting_approval: {
    tone: "attention",
    short: "Needs approval",
    word: "Sync waits for an owner’s approval",
  },
  completed: { tone: "good", short: "Completed", word: "Synced" },
  failed: { tone: "bad", short: "Failed", word: "Last sync failed" },
  cancelled: { tone: "paused", short: "Cancelled", word: "Last sync was cancelled" },
};

export function isActive(status: RunStatus): boolean {
  return status === "queued" || status === "running";
}
