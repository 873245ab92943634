import type { KvEnv } from "./env.ts";
import type { KeyValue } from "./kv.ts";
import { memoryKeyValue } from "./memory.ts";
import { redisKeyValue } from "./redis.ts";

/** Redis where the environment names one, else memory. `onError` hears of lost connections. */
export async function openKeyValue(env: KvEnv, onError?: (error: unknown) => void): Promise<KeyValue> {
  return env.REDIS_URL ? redisKeyValue({ url: env.REDIS_URL, onError }) : memoryKeyValue();
}
