/** Seconds that one attempt of a task may take where the task says nothing. */
export const DEFAULT_MAX_DURATION = 3600;

/** Retries where a task says nothing, for both runtimes. */
export const DEFAULT_RETRY = {
  maxAttempts: 5,
  minTimeoutInMs: 1000,
  maxTimeoutInMs: 60_000,
  factor: 2,
  randomize: true,
};
