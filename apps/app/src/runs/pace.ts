export interface Sample {
  /** Milliseconds. */
  at: number;
  read: number;
}

/** So far back the rate looks: long enough to be steady, short enough to follow. */
const WINDOW_MS = 20_000;

/** The samples that still count, with the newest one. */
export function keepSamples(samples: readonly Sample[], newest: Sample): Sample[] {
  const last = samples.at(-1);
  if (last && last.read === newest.read) return [...samples];
  return [...samples.filter(({ at }) => newest.at - at <= WINDOW_MS), newest];
}

/** Records a second over the samples; null where they tell nothing yet. */
export function paceOf(samples: readonly Sample[]): number | null {
  const [first] = samples;
  const last = samples.at(-1);
  if (!first || !last || last.at <= first.at) return null;
  return ((last.read - first.read) * 1000) / (last.at - first.at);
}

/** Milliseconds until all is read; null where that cannot be said. */
export function timeLeft(read: number, total: number | null, perSecond: number | null): number | null {
  if (total === null || !perSecond || perSecond <= 0) return null;
  return (Math.max(0, total - read) / perSecond) * 1000;
}
