import type { Queryable } from "@v1/db/jobs";
import { type TokenBucket, takeTokens } from "@v1/db/rate-buckets";
import type { RateLimit } from "../kit/connector.ts";
import { pause } from "./wait.ts";

/** Whose requests count together. */
export interface ConnectionScope {
  brandId: string;
  connectionId: string;
}

/** Where buckets are kept, so that all workers share them. */
export interface RateStore {
  /** Takes (or gives back, below zero) and says in how many seconds it may be used. */
  take(scope: ConnectionScope, buckets: readonly TokenBucket[], tokens: number): Promise<number>;
}

export function postgresRates(db: Queryable): RateStore {
  return { take: (scope, buckets, tokens) => takeTokens(db, { ...scope, buckets, tokens }) };
}

const SHARE_AT_ONCE = 10;

/**
 * Buckets that keep within each limit over any stretch of its length, wherever it begins: what a full
 * bucket holds and what flows in during that time are together no more than the limit.
 */
export function bucketsOf(limits: readonly RateLimit[]): TokenBucket[] {
  return limits.map(({ requests, perSeconds, atOnce }) => {
    const capacity = atOnce ?? Math.max(1, Math.floor(requests / SHARE_AT_ONCE));
    return {
      name: `${requests} per ${perSeconds} s`,
      capacity,
      perSecond: Math.max(1, requests - capacity + 1) / perSeconds,
    };
  });
}

/** Waits for its turn. Gives the milliseconds that it waited; who is told to stop gives its turn back. */
export async function takeTurn(
  store: RateStore,
  { scope, buckets }: { scope: ConnectionScope; buckets: readonly TokenBucket[] },
  signal: AbortSignal | undefined,
): Promise<number> {
  const seconds = await store.take(scope, buckets, 1);
  try {
    return await pause(seconds * 1000, signal);
  } catch (error) {
    await store.take(scope, buckets, -1);
    throw error;
  }
}
