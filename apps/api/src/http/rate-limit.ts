import { AppError } from "@v1/core";
import type { KeyValue } from "@v1/kv";
import type { Log } from "../log.ts";

/** Calls a minute. A batch counts as many calls as it has. */
export interface RateLimits {
  /** Of one signed-in user. */
  user: number;
  /** Of one API key. */
  key: number;
  /** Of one address, whoever calls from it: an office may share one. */
  address: number;
}

export const DEFAULT_LIMITS: RateLimits = { user: 1_200, key: 1_200, address: 6_000 };

export interface RateState {
  limit: number;
  remaining: number;
  /** Seconds until the window ends. */
  resetSeconds: number;
}

interface Count {
  kv: KeyValue;
  log: Log;
  subject: keyof RateLimits;
  id: string;
  limit: number;
  /** Calls of this request. */
  calls: number;
}

/** Procedures in one request: a batch names them in its path, with commas. */
export function callsOf(path: string): number {
  return path.split(",").length;
}

const WINDOW_MS = 60_000;

/**
 * Counts calls in windows of a minute, shared by all processes that share the store. Lets everybody
 * pass while the store does not answer: a lost counter must not stop the work.
 */
export async function countCalls(count: Count): Promise<RateState | null> {
  const now = Date.now();
  const window = Math.floor(now / WINDOW_MS);
  const key = `rate:${count.subject}:${count.id}:${window}`;
  try {
    const used = await count.kv.increment(key, { ttlMs: WINDOW_MS, by: count.calls });
    const resetSeconds = Math.max(1, Math.ceil(((window + 1) * WINDOW_MS - now) / 1000));
    return { limit: count.limit, remaining: count.limit - used, resetSeconds };
  } catch (error) {
    count.log("warn", "rate counter does not answer", { error: String(error) });
    return null;
  }
}

export function tooMany({ limit, resetSeconds }: RateState): AppError {
  return new AppError({
    code: "rate_limited",
    message: `More than ${limit} calls in a minute.`,
    hint: `Wait ${resetSeconds} seconds and go on; the Retry-After header says the same.`,
    retryable: true,
  });
}

/**
 * The usual headers.
 * @see https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/
 */
export function rateHeaders(state: RateState): Record<string, string> {
  const headers: Record<string, string> = {
    "ratelimit-limit": String(state.limit),
    "ratelimit-remaining": String(Math.max(0, state.remaining)),
    "ratelimit-reset": String(state.resetSeconds),
  };
  return state.remaining < 0 ? { ...headers, "retry-after": String(state.resetSeconds) } : headers;
}
