import { formatDistanceStrict } from "date-fns";

/** A time within the last seconds is "just now"; clocks that disagree never show a future. */
export function relative(at: Date, now: Date = new Date()): string {
  if (now.getTime() - at.getTime() < 10_000) return "just now";
  const distance = formatDistanceStrict(at, now, { addSuffix: true });
  return distance
    .replace(/ seconds?/, " s")
    .replace(/ minutes?/, " min")
    .replace(/ hours?/, " h");
}
