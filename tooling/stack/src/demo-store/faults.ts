/** What the store can be made to do wrong, each a number of times. */
export const FAULTS = [
  /** 401, as with a token that was revoked. */
  "unauthorized",
  /** THROTTLED inside a 200. */
  "throttled",
  /** 503 with a Retry-After of no time. */
  "unavailable",
  /** INTERNAL_SERVER_ERROR inside a 200. */
  "internal_error",
  /** The next bulk operation fails, with partial data. */
  "bulk_fails",
  /** The next bulk operation states one object too many. */
  "bulk_miscounts",
  /** A download ends in the middle, its connection closed. */
  "download_cut",
  /** A download's address is no longer valid. */
  "download_expired",
] as const;
export type Fault = (typeof FAULTS)[number];

export class Faults {
  readonly #left = new Map<Fault, number>();

  set(fault: Fault, times: number): void {
    this.#left.set(fault, times);
  }

  /** True, once less, where the fault is on. */
  take(fault: Fault): boolean {
    const left = this.#left.get(fault) ?? 0;
    if (left > 0) this.#left.set(fault, left - 1);
    return left > 0;
  }
}

/** How slow the store is made, in milliseconds. */
export interface Pace {
  /** Before each answer and each page of a bulk operation. */
  pageDelayMs: number;
  /** Before each hundred lines of a download. */
  hundredLinesDelayMs: number;
}
