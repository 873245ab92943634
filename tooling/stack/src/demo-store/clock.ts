/** The generated catalog's last change lies before this. */
const EARLIEST = Date.UTC(2026, 10, 3) / 1000;

/** The store's time: the machine's own, but never before the catalog's last change, unless it is moved. */
export class StoreClock {
  readonly #ahead = Math.max(0, EARLIEST - Date.now() / 1000);
  /** Seconds by which the shop's clock is wrong; below 0 it went back. */
  offset = 0;

  /** Whole seconds since 1970. */
  now(): number {
    return Math.floor(Date.now() / 1000 + this.#ahead + this.offset);
  }

  /** The time of a change after one at `before`: later, also within a second, unless the clock went back. */
  after(before: number): number {
    return this.offset < 0 ? this.now() : Math.max(this.now(), before + 1);
  }
}
