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

/** What it reads: everything, or what has changed. */
export function modeWords(mode: Run["mode"]): string {
  return MODES[mode];
}
