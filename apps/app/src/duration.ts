const LONG = [
  ["d", 86_400],
  ["h", 3_600],
  ["min", 60],
  ["s", 1],
] as const;

/** "45 s", "3 min 20 s", "2 h 5 min": the two largest units, of milliseconds. */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds === 0) return ms > 0 ? "under 1 s" : "0 s";
  let rest = seconds;
  const parts: string[] = [];
  for (const [unit, size] of LONG) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${unit}`);
    else if (parts.length > 0) break;
    if (parts.length === 2) break;
  }
  return parts.join(" ");
}

/** "196 a second", "12 a minute": whichever can be read as a whole number. */
export function formatRate(perSecond: number): string {
  if (perSecond >= 1) return `${Math.round(perSecond).toLocaleString("en")} a second`;
  return `${Math.round(perSecond * 60).toLocaleString("en")} a minute`;
}
