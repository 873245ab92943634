type Level = "info" | "warn" | "error";
export type Log = (level: Level, message: string, details?: Record<string, unknown>) => void;

/** One JSON line each. Callers name the fields; headers, bodies and query strings are never among them. */
export function jsonLog(write: (line: string) => void): Log {
  return (level, message, details = {}) =>
    write(`${JSON.stringify({ time: new Date().toISOString(), level, message, ...details })}\n`);
}

/** Characters that are held back at most. */
const MOST_HELD = 64_000;

/**
 * Collects lines and writes them in one go, a moment later: a write for each request is what a busy
 * process would spend a tenth of its time on. `flush` writes at once, for the end.
 */
export function collected(write: (text: string) => void, everyMs = 50) {
  let held = "";
  let timer: NodeJS.Timeout | undefined;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    const text = held;
    held = "";
    if (text) write(text);
  };
  return {
    flush,
    write(line: string) {
      held += line;
      if (held.length > MOST_HELD) flush();
      else timer ??= setTimeout(flush, everyMs);
    },
  };
}

/**
 * What the log keeps of a failure: the innermost cause. Wrappers of a database driver carry the
 * statement's parameters in their message, and parameters may be anything.
 */
export function describeError(thrown: unknown): Record<string, unknown> {
  let error = thrown;
  for (let depth = 0; depth < 8 && error instanceof Error && error.cause; depth++) error = error.cause;
  if (!(error instanceof Error)) return { error: typeof error };
  const code = "code" in error ? error.code : undefined;
  const frames = error.stack?.split("\n").filter((line) => /^\s+at /.test(line));
  return {
    error: `${error.name}: ${error.message}`,
    code,
    stack: frames?.slice(0, 8).map((line) => line.trim()),
  };
}
