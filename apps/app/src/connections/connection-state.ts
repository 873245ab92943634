import type { Tone } from "@v1/ui";
import type { Outputs } from "../api/types.ts";

export type ListedConnection = Outputs["integrations"]["connections"]["list"][number];
export type Connection = Outputs["integrations"]["connections"]["get"];

export interface ConnectionState {
  tone: Tone;
  word: string;
}

type Known = Pick<ListedConnection, "status"> & { lastRun?: { status: string } | null };

const BY_STATUS: Record<ListedConnection["status"], ConnectionState> = {
  configuring: { tone: "waiting", word: "Being set up" },
  testing: { tone: "waiting", word: "Being tested" },
  connected: { tone: "good", word: "Connected" },
  error: { tone: "bad", word: "Error" },
  paused: { tone: "paused", word: "Paused" },
  disconnected: { tone: "paused", word: "Disconnected" },
};

/** Of a connection that is up, the last run says more than that it is. */
const BY_RUN: Record<string, ConnectionState> = {
  queued: { tone: "waiting", word: "Waiting to sync" },
  running: { tone: "working", word: "Syncing" },
  awaiting_approval: { tone: "attention", word: "Needs approval" },
  failed: { tone: "attention", word: "Needs attention" },
};

/** One state by which a connection is known everywhere. */
export function connectionState({ status, lastRun }: Known): ConnectionState {
  const byRun = status === "connected" && lastRun ? BY_RUN[lastRun.status] : undefined;
  return byRun ?? BY_STATUS[status];
}

/** Whether somebody should look at it now. */
export function needsAttention(connection: Known): boolean {
  return ["attention", "bad"].includes(connectionState(connection).tone);
}
