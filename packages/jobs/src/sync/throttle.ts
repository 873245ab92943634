export interface Throttled {
  /** Runs the work now, or once the time since the last one is over. Does not wait for it. */
  soon(): void;
  /** Waits for what is under way and runs the work one last time. */
  now(): Promise<void>;
}

/** Runs something at most once in `everyMs`; the last call is never lost. Failures are not its caller's. */
export function throttle(work: () => Promise<void>, { everyMs }: { everyMs: number }): Throttled {
  let running = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let last = Number.NEGATIVE_INFINITY;
  const run = () => {
    timer = undefined;
    last = performance.now();
    running = running.then(work).catch(() => {});
  };
  return {
    soon() {
      if (timer !== undefined) return;
      timer = setTimeout(run, Math.max(0, last + everyMs - performance.now()));
    },
    async now() {
      clearTimeout(timer);
      run();
      await running;
    },
  };
}
