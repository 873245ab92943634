/** What the store can be made to do wrong, each a number of times, and what it looks like. */
export const FAULT_TEXTS = {
  unauthorized: "401, as with a token that has expired or was revoked",
  denied: "ACCESS_DENIED inside a 200, as with a scope that is missing",
  not_found: "404, as of a shop that has moved or an API version that never was",
  limited: "429 without a Retry-After",
  limited_for: "429 with a Retry-After of one second",
  throttled: "THROTTLED inside a 200",
  server_error: "500",
  unavailable: "503 with a Retry-After of no time",
  internal_error: "INTERNAL_SERVER_ERROR inside a 200",
  not_json: "200 with a page of HTML, as of a shop behind a password",
  hangs: "No answer at all, until the other side gives up",
  slow_answer: "An answer after half a second",
  retired_version: "An answer in another API version than was asked for",
  edited_while_read: "A product changes right after a page with it was read",
  bulk_fails: "The next bulk operation fails half-way, with partial data",
  bulk_miscounts: "The next bulk operation states one object too many",
  duplicate_lines: "The next bulk operation gives each third line twice, and counts both",
  malformed_lines: "The next bulk operation breaks the line of one product",
  lost_line: "The next bulk operation holds a page of HTML in the place of a variant's line",
  download_cut: "A download's connection breaks in the middle",
  download_short: "A download ends in the middle, as if that were all",
  download_hangs: "A download stands still in the middle",
  download_expired: "A download's address is no longer valid",
} as const;
export type Fault = keyof typeof FAULT_TEXTS;

export const FAULTS = Object.keys(FAULT_TEXTS) as Fault[];

export class Faults {
  readonly #planned = new Map<Fault, { after: number; left: number }>();

  /** The fault shows `times` times, once `after` chances of it have passed. */
  set(fault: Fault, times: number, after = 0): void {
    this.#planned.set(fault, { left: times, after });
  }

  /** True, once less, where the fault is on. */
  take(fault: Fault): boolean {
    const planned = this.#planned.get(fault);
    if (!planned || planned.left === 0) return false;
    if (planned.after > 0) planned.after -= 1;
    else {
      planned.left -= 1;
      return true;
    }
    return false;
  }

  /** How often each is still to come; those that are off are left out. */
  left(): Partial<Record<Fault, number>> {
    return Object.fromEntries(
      [...this.#planned].filter(([, { left }]) => left > 0).map(([fault, { left }]) => [fault, left]),
    );
  }

  clear(): void {
    this.#planned.clear();
  }
}

/** How slow the store is made, in milliseconds. */
export interface Pace {
  /** Before each answer and each page of a bulk operation. */
  pageDelayMs: number;
  /** Before each hundred lines of a download. */
  hundredLinesDelayMs: number;
}
