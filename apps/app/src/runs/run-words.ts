import { comesInFiles } from "../integrations/file-sources.ts";
import type { Run } from "./use-run.ts";

const TRIGGERS: Record<Run["trigger"], string> = {
  manual: "By hand",
  schedule: "By schedule",
  api: "By another service",
  reconnect: "After reconnecting",
  retry: "Again after a failure",
};

export function triggerWords(trigger: Run["trigger"]): string {
  return TRIGGERS[trigger];
}

const MODES: Record<Run["mode"], string> = {
  full: "Full read",
  incremental: "Changes",
};

const KINDS: Record<Exclude<Run["kind"], "sync">, string> = {
  transfer: "Change of owner to",
  undo: "Undo of a run of",
  unpin: "End of a pin, back to",
  replay: "Replay of records of",
  preview: "Preview of",
};

const SHORT: Record<Exclude<Run["kind"], "sync">, string> = {
  transfer: "Change of owner",
  undo: "Undo",
  unpin: "End of a pin",
  replay: "Replay of records",
  preview: "Preview",
};

/** What kind of run it is, where its connection is known. */
export function runWords({ kind, mode }: Pick<Run, "kind" | "mode">): string {
  return kind === "sync" ? modeWords(mode) : SHORT[kind];
}

/** What kind of run it is, and of which connection. */
export function runTitle(run: Pick<Run, "kind" | "mode" | "connection" | "integration">): string {
  const { kind, mode, connection, integration } = run;
  const synced = comesInFiles(integration) ? "Import into" : `${modeWords(mode)} of`;
  const words = kind === "sync" ? synced : KINDS[kind];
  return `${words} ${connection}`;
}

/** False where it decides on what was heard before: an undo, a change of owner, the end of a pin. */
export function readsSource({ kind }: Pick<Run, "kind">): boolean {
  return kind === "sync" || kind === "replay" || kind === "preview";
}

/** What it reads: everything, or what has changed. */
export function modeWords(mode: Run["mode"]): string {
  return MODES[mode];
}
