/** The middle one of an odd number of values; of an even number, the mean of the two in the middle. */
export function median(values: number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? Number.NaN) + upper) / 2;
}

/** The one that stands in the middle, the slower one of two. */
export function middle<T>([first, ...others]: readonly [T, ...T[]], by: (value: T) => number): T {
  const sorted = [first, ...others].sort((left, right) => by(left) - by(right));
  return sorted[Math.floor(sorted.length / 2)] ?? first;
}

export function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
