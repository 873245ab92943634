import { setImmediate } from "node:timers/promises";

const SLICE_MS = 1;

/**
 * Long work on one thread that lets others have their turn: the database session that merges one
 * chunk answers between slices of the mapping of the next.
 *
 * @example const breathe = breather(); for (const record of records) { work(record); await breathe(); }
 */
export function breather(): () => Promise<void> | undefined {
  let since = performance.now();
  return () => {
    if (performance.now() - since < SLICE_MS) return undefined;
    return setImmediate().then(() => {
      since = performance.now();
    });
  };
}
