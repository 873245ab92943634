import type { TaskInput, TaskName } from "../payloads.ts";

/** Whatever runs the tasks, seen from those who start them. */
export interface JobQueue {
  enqueue<N extends TaskName>(name: N, payload: TaskInput<N>, options?: EnqueueOptions): Promise<Enqueued>;
  /** Many of one task in one go, in this order. Gives how many were taken. */
  enqueueMany<N extends TaskName>(name: N, items: QueueItem<N>[]): Promise<number>;
  close(): Promise<void>;
}

export interface QueueItem<N extends TaskName> {
  payload: TaskInput<N>;
  options?: EnqueueOptions;
}

export interface EnqueueOptions {
  /**
   * While a job with this key waits or runs, another one is not taken (Trigger.dev: for ten minutes
   * after the first). A convenience, never a guarantee: tasks are safe against a second delivery.
   */
  key?: string;
  /** Seconds to wait before the job may start. */
  delay?: number;
}

export interface Enqueued {
  /** The runtime's id; null where a job with the same key is already waiting or running. */
  id: string | null;
}

/** Jobs of one brand share its slots, so that a large brand cannot starve the others. */
export function concurrencyKeyOf(payload: unknown): string | undefined {
  return textOf(payload, "brandId");
}

/** What one searches for in a runtime's dashboard. */
export function tagsOf(payload: unknown): string[] {
  const brandId = textOf(payload, "brandId");
  const connectionId = textOf(payload, "connectionId");
  return [brandId && `brand:${brandId}`, connectionId && `connection:${connectionId}`].filter(
    (tag) => tag !== undefined,
  );
}

function textOf(payload: unknown, field: string): string | undefined {
  if (typeof payload !== "object" || payload === null) return undefined;
  const value = (payload as Record<string, unknown>)[field];
  return typeof value === "string" ? value : undefined;
}
