/** A single query may cost 1,000 points; some are left for what its cost is not proportional to. */
const MOST_POINTS = 900;
const FIRST = 5;
const MOST = 50;

/** How many products one request asks for: learned from what the shop's own answers say it cost. */
export class RequestSize {
  current: number;
  #limit: number;
  #each: number | null = null;

  constructor(limit: number) {
    this.#limit = Math.min(limit, MOST);
    this.current = Math.min(this.#limit, FIRST);
  }

  /** What a request of the current size will probably cost; null before the first answer. */
  get points(): number | null {
    return this.#each === null ? null : Math.ceil(this.#each * this.current);
  }

  /** `cost`: points of the request that asked for `current` products; `bucket`: points of a full one. */
  learn(cost: number | null, bucket: number | null): void {
    if (cost === null || cost <= 0) return;
    this.#each = cost / this.current;
    const most = Math.min(MOST_POINTS, (bucket ?? MOST_POINTS) * 0.9);
    this.current = Math.max(1, Math.min(this.#limit, Math.floor(most / this.#each)));
  }

  /** After a refusal; false where nothing smaller is left to ask for. */
  halve(): boolean {
    if (this.current === 1) return false;
    this.current = Math.floor(this.current / 2);
    this.#limit = this.current;
    return true;
  }
}
