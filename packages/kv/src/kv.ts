/** A small shared store for what may be lost at any time: caches and counters. */
export interface KeyValue {
  /** The stored text, or null where there is none or it has expired. */
  get(key: string): Promise<string | null>;
  set(key: string, value: string, options: Lifetime): Promise<void>;
  delete(key: string): Promise<void>;
  /**
   * Adds one, or `by`, and gives the new count. The lifetime starts with the first call of a window and
   * is not moved by later ones, so that a counter limits a rate.
   */
  increment(key: string, options: Lifetime & { by?: number }): Promise<number>;
  /** Throws an `AppError` (unavailable) where the store does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

interface Lifetime {
  /** Milliseconds, at least 1. Everything here expires. */
  ttlMs: number;
}
