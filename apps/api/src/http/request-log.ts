import { createMiddleware } from "hono/factory";
import type { ApiVariables } from "../context.ts";
import type { Log } from "../log.ts";

/** One line per request: who, what, how long. The path is kept, the query string never. */
export function requestLog(log: Log) {
  return createMiddleware<{ Variables: ApiVariables }>(async (c, next) => {
    const started = performance.now();
    await next();
    const { status } = c.res;
    log(status >= 500 ? "error" : "info", "request", {
      requestId: c.get("requestId"),
      method: c.req.method,
      path: c.req.path,
      status,
      ms: Math.round((performance.now() - started) * 10) / 10,
      ...c.get("caller"),
    });
  });
}
