/** What an answer's `extensions.cost` says. */
export interface QueryCost {
  requestedQueryCost: number;
  throttleStatus: { maximumAvailable: number; currentlyAvailable: number; restoreRate: number };
}

const LONGEST_SECONDS = 60;

/**
 * The shop's bucket of points, as its answers tell: what it held when it last answered, how fast
 * points flow back, and what each document has cost. Other connections may use the same bucket, so
 * every answer corrects it.
 */
export class CostBudget {
  readonly #costs = new Map<string, number>();
  #status: QueryCost["throttleStatus"] | null = null;
  #at = 0;

  learn(document: string, cost: QueryCost | undefined): void {
    if (!cost) return;
    this.#costs.set(document, cost.requestedQueryCost);
    this.#status = cost.throttleStatus;
    this.#at = performance.now();
  }

  /** Points of the document's last answer; null before there was one. */
  costOf(document: string): number | null {
    return this.#costs.get(document) ?? null;
  }

  /** Points that the full bucket holds; null before any answer. */
  get maximum(): number | null {
    return this.#status?.maximumAvailable ?? null;
  }

  /** Seconds until the bucket holds so many points; 0 where that is not known. */
  secondsUntil(points: number | null): number {
    if (points === null || !this.#status) return 0;
    const { currentlyAvailable, restoreRate } = this.#status;
    if (restoreRate <= 0) return 0;
    const waited = (performance.now() - this.#at) / 1000;
    return Math.min(LONGEST_SECONDS, Math.max(0, (points - currentlyAvailable) / restoreRate - waited));
  }
}
