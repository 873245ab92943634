import { LRUCache } from "lru-cache";
import type { KeyValue } from "./kv.ts";

export interface MemoryOptions {
  /** Entries kept; the least recently used leaves first. */
  maxEntries?: number;
  /** Milliseconds on a clock that only goes forward; a test may bring its own. */
  now?: () => number;
}

/** A store of this process alone: right for one API process, and for tests. */
export function memoryKeyValue(options: MemoryOptions = {}): KeyValue {
  const now = options.now ?? (() => performance.now());
  const entries = new LRUCache<string, string>({
    max: options.maxEntries ?? 10_000,
    ttlResolution: 0,
    perf: { now },
  });
  return {
    async get(key) {
      return entries.get(key) ?? null;
    },
    async set(key, value, { ttlMs }) {
      entries.set(key, value, { ttl: ttlMs });
    },
    async delete(key) {
      entries.delete(key);
    },
    async increment(key, { ttlMs, by = 1 }) {
      const current = entries.get(key);
      if (current === undefined) {
        entries.set(key, String(by), { ttl: ttlMs });
        return by;
      }
      const next = Number(current) + by;
      entries.set(key, String(next), { noUpdateTTL: true });
      return next;
    },
    async ping() {},
    async close() {
      entries.clear();
    },
  };
}
