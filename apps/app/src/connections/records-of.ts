interface Ended {
  status: string;
  mode: string;
  tallies: Record<string, number>;
}

/** How many records the source had when it was last read in full; null where that is not among these. */
export function recordsOf(newestFirst: readonly Ended[]): number | null {
  const full = newestFirst.find(({ status, mode }) => status === "completed" && mode === "full");
  return full?.tallies.read ?? null;
}
