import { formatDuration } from "../duration.ts";
import type { Run } from "./use-run.ts";

export interface Stage {
  name: string;
  state: "done" | "now" | "next";
  /** From 0 to 1; null where the stage does not tell. */
  share: number | null;
  detail: string;
}

type Moving = Pick<Run, "status" | "mode" | "tallies" | "total" | "queuedAt" | "startedAt">;

/** Where a run is on its way, as far as it tells: a worker, the records, and what has gone at the source. */
export function stagesOf(run: Moving, now: number): Stage[] {
  const { startedAt, queuedAt, total, tallies } = run;
  const read = tallies.read ?? 0;
  const ending = run.status === "awaiting_approval" || (total !== null && total > 0 && read >= total);
  const waited = (startedAt?.getTime() ?? now) - queuedAt.getTime();
  return [
    {
      name: "Find a worker",
      state: startedAt ? "done" : "now",
      share: null,
      detail: formatDuration(waited),
    },
    {
      name: "Read and merge",
      state: !startedAt ? "next" : ending ? "done" : "now",
      share: total ? Math.min(1, read / total) : null,
      detail: total ? `${Math.floor((Math.min(read, total) / total) * 100)} %` : "",
    },
    {
      name: run.mode === "full" ? "Look for what has gone" : "Close",
      state: ending && startedAt ? "now" : "next",
      share: null,
      detail: "",
    },
  ];
}
