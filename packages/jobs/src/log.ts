type Level = "info" | "warn" | "error";

/** One JSON line on stderr; stdout stays free for whoever started the process. */
export function log(level: Level, message: string, details: Record<string, unknown> = {}): void {
  const line = { time: new Date().toISOString(), level, message, ...details };
  process.stderr.write(`${JSON.stringify(line)}\n`);
}

const EVERY_MS = 10_000;
const MOST_REMEMBERED = 100;
const told = new Map<string, number>();

/** For what repeats itself by the second, such as a database that is away: once in ten seconds each. */
export function logRarely(level: Level, message: string, reason: string): void {
  const now = performance.now();
  if (now - (told.get(reason) ?? Number.NEGATIVE_INFINITY) < EVERY_MS) return;
  if (told.size >= MOST_REMEMBERED) told.clear();
  told.set(reason, now);
  log(level, message, { reason });
}
