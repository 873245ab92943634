import { AppError } from "@v1/core";
import { createClient } from "redis";
import type { KeyValue } from "./kv.ts";

export interface RedisOptions {
  url: string;
  /** Put before every key, so that two deployments may share a server. */
  prefix?: string;
  /** Milliseconds for one command, 1,000 by default: a cache that hangs is worse than none. */
  commandTimeoutMs?: number;
  onError?: (error: unknown) => void;
}

/** A store shared by all processes. Commands fail fast while the server is away; it reconnects itself. */
export async function redisKeyValue(options: RedisOptions): Promise<KeyValue> {
  let connected = false;
  const client = createClient({
    url: options.url,
    disableOfflineQueue: true,
    socket: {
      connectTimeout: 5_000,
      // A wrong address must fail the start; a server that goes away later is waited for.
      reconnectStrategy: (retries, cause) => (connected ? Math.min(50 * 2 ** retries, 2_000) : cause),
    },
  });
  client.on("error", (error) => options.onError?.(error));
  await answer(client.connect(), 10_000);
  connected = true;
  const guarded = <T>(reply: Promise<T>) => answer(reply, options.commandTimeoutMs ?? 1_000);
  const named = (key: string) => (options.prefix ?? "v1:") + key;
  return {
    get: (key) => guarded(client.get(named(key))),
    async set(key, value, { ttlMs }) {
      await guarded(client.set(named(key), value, { expiration: { type: "PX", value: ttlMs } }));
    },
    async delete(key) {
      await guarded(client.del(named(key)));
    },
    async increment(key, { ttlMs, by = 1 }) {
      const [count] = await guarded(
        client.multi().incrBy(named(key), by).pExpire(named(key), ttlMs, "NX").exec(),
      );
      return Number(count);
    },
    async ping() {
      await guarded(client.ping());
    },
    async close() {
      await client.close();
    },
  };
}

/** The client's own time limit ends once a command is sent, so a hanging server needs this one. */
async function answer<T>(reply: Promise<T>, limitMs: number): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`no answer within ${limitMs} ms`)), limitMs);
  try {
    return await Promise.race([reply, late.promise]);
  } catch (cause) {
    throw new AppError({
      code: "unavailable",
      message: "The cache does not answer.",
      hint: "Check that the Redis server of REDIS_URL is up and reachable.",
      retryable: true,
      cause,
    });
  } finally {
    clearTimeout(timer);
  }
}
