import { createHash } from "node:crypto";
import { Cron } from "croner";

/** Connections with the same schedule start apart: up to a tenth of the interval, at most this long. */
const MAX_JITTER_MS = 30 * 60_000;

/**
 * When a cron expression (five fields, UTC) is due next, moved by the connection's own jitter.
 * Deterministic: the same connection and expression give the same offset every day.
 * @throws where the expression is not one, or never comes due
 */
export function nextTime(cron: string, { after, connectionId }: { after: Date; connectionId: string }): Date {
  const pattern = new Cron(cron, { utcOffset: 0, mode: "5-part", paused: true });
  const jitter = jitterOf(pattern, connectionId);
  // Seen from before the jitter: else an occurrence would be skipped whose moved time is yet to come.
  const [occurrence] = pattern.nextRuns(1, new Date(after.getTime() - jitter));
  if (!occurrence) throw new Error("it never comes due");
  return new Date(occurrence.getTime() + jitter);
}

function jitterOf(pattern: Cron, connectionId: string): number {
  return Math.floor((shortestInterval(pattern) / 10) * fractionOf(connectionId));
}

const intervals = new Map<string, number>();
const REMEMBERED = 1000;

/**
 * Milliseconds between an expression's occurrences, at the least. Always the same for one expression,
 * or an occurrence could be met twice: hence the fixed date. Remembered, as many share a schedule.
 */
function shortestInterval(pattern: Cron): number {
  const expression = pattern.getPattern() ?? "";
  let shortest = intervals.get(expression);
  if (shortest === undefined) {
    const runs = pattern.nextRuns(24, new Date("2024-01-01T00:00:00Z")).map((run) => run.getTime());
    shortest = Math.min(...runs.slice(1).map((run, index) => run - (runs[index] ?? run)), MAX_JITTER_MS * 10);
    if (intervals.size >= REMEMBERED) intervals.clear();
    intervals.set(expression, shortest);
  }
  return shortest;
}

/** 0 ≤ x < 1, spread evenly over ids. */
function fractionOf(id: string): number {
  return createHash("sha256").update(id).digest().readUInt32BE(0) / 2 ** 32;
}
