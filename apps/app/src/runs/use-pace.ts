import { useEffect, useState } from "react";
import { keepSamples, paceOf, type Sample } from "./pace.ts";
import type { Run } from "./use-run.ts";

/** Records a second: of the last seconds, or of the whole run where it has only just been opened. */
export function usePace(run: Run, now: number): number | null {
  const [samples, setSamples] = useState<Sample[]>([]);
  const read = run.tallies.read ?? 0;
  useEffect(() => setSamples((known) => keepSamples(known, { at: Date.now(), read })), [read]);
  const seen = paceOf(samples);
  if (seen !== null) return seen;
  const ran = now - (run.startedAt?.getTime() ?? now);
  return read > 0 && ran > 0 ? (read * 1000) / ran : null;
}
