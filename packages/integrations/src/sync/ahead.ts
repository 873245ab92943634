/** Records that have come through each stage before they are merged, over the whole run. */
export interface Ahead {
  read: number;
  mapped: number;
  staged: number;
  /** Of the source, as far as it has said; null before. */
  total: number | null;
}

type Stage = "read" | "mapped" | "staged";

/**
 * Counts how far a run is ahead of what it has merged. Chunks are prepared while others are merged, and told of
 * by a call rather than by an event: the engine yields only between two chunks.
 */
export class AheadOf {
  readonly #counts: Ahead;
  readonly #tell: ((ahead: Ahead) => void) | undefined;
  readonly #last: Record<Stage, number> = { read: -1, mapped: -1, staged: -1 };

  /** @param merged records that earlier attempts have merged */
  constructor(merged: number, tell?: (ahead: Ahead) => void) {
    this.#counts = { read: merged, mapped: merged, staged: merged, total: null };
    this.#tell = tell;
  }

  /** A chunk that is planned anew has been counted. */
  reached(
    stage: Stage,
    chunk: number,
    { records, total }: { records: readonly unknown[]; total: number | null },
  ): void {
    if (chunk <= this.#last[stage]) return;
    this.#last[stage] = chunk;
    this.#counts[stage] += records.length;
    this.#counts.total = total ?? this.#counts.total;
    this.#tell?.({ ...this.#counts });
  }
}
