import { formatCount } from "../format.ts";
import type { Run } from "./use-run.ts";

export interface Stage {
  name: string;
  state: "done" | "now" | "next";
  /** From 0 to 1; null where the stage does not tell. */
  share: number | null;
  detail: string;
}

type Moving = Pick<Run, "kind" | "status" | "mode" | "tallies" | "total" | "startedAt" | "ahead">;

/** Where the records of a run are: each stage works on what the one before has let through. */
export function stagesOf(run: Moving): Stage[] {
  const { startedAt, total, tallies, mode, kind } = run;
  const merged = tallies.read ?? 0;
  const passed = passedOf(run);
  const ending = run.status === "awaiting_approval" || (total !== null && total > 0 && merged >= total);
  const stages = passed.map(({ name, count }, at): Stage => {
    const before = passed[at - 1]?.count ?? null;
    const base = total ?? before;
    return {
      name,
      state: stateOf({ count, before, total, ending, started: startedAt !== null }),
      share: base ? Math.min(1, count / base) : null,
      detail: count > 0 ? formatCount(count) : "",
    };
  });
  if (kind !== "sync") return stages;
  const close = mode === "full" ? "Find what has gone" : "Close";
  return [...stages, { name: close, state: ending && startedAt ? "now" : "next", share: null, detail: "" }];
}

interface Passing {
  count: number;
  /** Of the stage before; null for the first. */
  before: number | null;
  total: number | null;
  ending: boolean;
  started: boolean;
}

function stateOf({ count, before, total, ending, started }: Passing): Stage["state"] {
  if (ending || (total !== null && total > 0 && count >= total)) return "done";
  const begun = count > 0 || before === null || before > 0;
  return started && begun ? "now" : "next";
}

/** Records that have come through each stage; what has no source has but one. */
function passedOf({ kind, tallies, ahead }: Moving): { name: string; count: number }[] {
  const merged = tallies.read ?? 0;
  if (kind === "preview") return [{ name: "Read and rehearse", count: merged }];
  if (kind !== "sync" && kind !== "replay") return [{ name: "Write", count: merged }];
  // Two messages may cross: no stage is behind one that comes after it.
  const staged = Math.max(merged, ahead?.staged ?? 0);
  const mapped = Math.max(staged, ahead?.mapped ?? 0);
  const read = Math.max(mapped, ahead?.read ?? 0);
  return [
    { name: "Read", count: read },
    { name: "Map", count: mapped },
    { name: "Stage", count: staged },
    { name: "Merge", count: merged },
  ];
}
