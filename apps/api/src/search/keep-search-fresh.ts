import { setTimeout as sleep } from "node:timers/promises";
import { refreshSearch, type WorkerDb } from "@v1/db";
import { describeError, type Log } from "../log.ts";

interface Options {
  worker: WorkerDb;
  log: Log;
  /** Milliseconds between two looks at an empty queue. */
  everyMs?: number;
}

/** Products in one go: little enough that their writers do not wait. */
const AT_ONCE = 500;

/**
 * Makes the words of products that were written, a moment after whoever wrote them. Any number of
 * processes may do so; they share the queue.
 */
export function keepSearchFresh({ worker, log, everyMs = 1_000 }: Options): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const pause = (ms: number) => sleep(ms, undefined, { signal, ref: false }).catch(() => undefined);
  async function work(): Promise<void> {
    while (!signal.aborted) {
      const worked = await refreshSearch(worker, { limit: AT_ONCE }).catch((error: unknown) => {
        log("warn", "search is not refreshed", describeError(error));
        return 0;
      });
      // A short breath between two goes: a first sync needs the machine more than its search does.
      await pause(worked < AT_ONCE ? everyMs : everyMs / 20);
    }
  }
  const working = work();
  return {
    stop() {
      stopping.abort();
      return working;
    },
  };
}
