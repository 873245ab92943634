export interface ThrottleStatus {
  maximumAvailable: number;
  currentlyAvailable: number;
  restoreRate: number;
}

/** Shopify's leaky bucket: points flow back at a steady rate, up to the maximum. */
export class LeakyBucket {
  readonly #maximum: number;
  readonly #restoreRate: number;
  #available: number;
  #at = performance.now();

  constructor(maximum: number, restoreRate: number) {
    this.#maximum = maximum;
    this.#restoreRate = restoreRate;
    this.#available = maximum;
  }

  /** Takes points where they are there. */
  take(points: number): boolean {
    this.#refill();
    if (points > this.#available) return false;
    this.#available -= points;
    return true;
  }

  giveBack(points: number): void {
    this.#available = Math.min(this.#maximum, this.#available + Math.max(0, points));
  }

  status(): ThrottleStatus {
    this.#refill();
    return {
      maximumAvailable: this.#maximum,
      currentlyAvailable: Math.floor(this.#available),
      restoreRate: this.#restoreRate,
    };
  }

  #refill(): void {
    const now = performance.now();
    this.giveBack(((now - this.#at) / 1000) * this.#restoreRate);
    this.#at = now;
  }
}
