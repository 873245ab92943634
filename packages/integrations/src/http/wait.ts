import { setTimeout as sleep } from "node:timers/promises";

/** Waits, unless it is told to stop. Gives the milliseconds that it took. */
export async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<number> {
  signal?.throwIfAborted();
  if (milliseconds <= 0) return 0;
  const since = performance.now();
  await sleep(milliseconds, undefined, signal ? { signal } : {});
  return performance.now() - since;
}
