type Level = "info" | "warn" | "error";

/** One JSON line on stderr; stdout stays free for whoever started the process. */
export function log(level: Level, message: string, details: Record<string, unknown> = {}): void {
  process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), level, message, ...details })}\n`);
}
