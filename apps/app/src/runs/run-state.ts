import type { Tone } from "@v1/ui";

export type RunStatus = "queued" | "running" | "awaiting_approval" | "completed" | "failed" | "cancelled";

export const RUN_STATES: Record<RunStatus, { tone: Tone; word: string }> = {
  queued: { tone: "waiting", word: "Sync waits for a worker" },
  running: { tone: "working", word: "Syncing" },
  awaiting_approval: { tone: "attention", word: "Sync waits for an owner’s approval" },
  completed: { tone: "good", word: "Synced" },
  failed: { tone: "bad", word: "Last sync failed" },
  cancelled: { tone: "paused", word: "Last sync was cancelled" },
};

export function isActive(status: RunStatus): boolean {
  return status === "queued" || status === "running";
}
