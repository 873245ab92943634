import { setTimeout as sleep } from "node:timers/promises";
import { AppError } from "@v1/core";

/** SQLSTATEs after which Postgres itself advises to run the transaction again. */
const SERIALIZATION_FAILURE = "40001";
const DEADLOCK = "40P01";
/** Drizzle wraps the driver's error, and callers may wrap again. */
const MAX_DEPTH = 5;

interface RetryOptions {
  /** Runs in all, the first included. */
  attempts?: number;
  /** Milliseconds of the first pause at most; each next one doubles. */
  baseMs?: number;
}

/**
 * Runs a transaction again when it lost against another one; anything else is thrown at once.
 * `work` must hold the whole transaction and nothing outside the database.
 *
 * @throws AppError `conflict`, retryable, when the last attempt lost as well
 */
export async function retryTransaction<T>(work: () => Promise<T>, options: RetryOptions = {}): Promise<T> {
  const { attempts = 5, baseMs = 20 } = options;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!lostAgainstAnother(error)) throw error;
      if (attempt >= attempts) throw exhausted(error);
      // Full jitter: two that lost against each other must not meet again.
      await sleep(Math.random() * baseMs * 2 ** (attempt - 1));
    }
  }
}

/** True for a serialisation failure or a deadlock, however deep it is wrapped. */
export function lostAgainstAnother(error: unknown): boolean {
  const code = sqlState(error);
  return code === SERIALIZATION_FAILURE || code === DEADLOCK;
}

/** The SQLSTATE behind an error, or undefined where it did not come from Postgres. */
export function sqlState(error: unknown): string | undefined {
  let current = error;
  for (let depth = 0; depth < MAX_DEPTH && current instanceof Error; depth += 1) {
    if ("code" in current && typeof current.code === "string" && /^[0-9A-Z]{5}$/.test(current.code)) {
      return current.code;
    }
    current = current.cause;
  }
  return undefined;
}

function exhausted(cause: unknown): AppError {
  return new AppError({
    code: "conflict",
    message: "Others were changing the same rows all the time.",
    hint: "Try again in a moment.",
    retryable: true,
    cause,
  });
}

/** SQLSTATE classes of what the database cannot do with the data, however often it is asked. */
const LASTING = new Set(["21", "22", "23", "42"]);

/** Whether a failure would come again: the work has failed then, where another would be left as it is. */
export function isLasting(error: unknown): boolean {
  if (error instanceof AppError) return !error.retryable;
  return LASTING.has(sqlState(error)?.slice(0, 2) ?? "");
}
